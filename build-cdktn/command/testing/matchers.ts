import { isDeepStrictEqual } from 'node:util';
import { type Attributes, SynthesizedStack } from './synthesized-stack';

/** A matcher for `expect.extend` of jest and vitest. */
export type Matcher = (
  received: unknown,
  ...expected: any[]
) => { readonly pass: boolean; readonly message: () => string };

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: merged interfaces must have the same parameters
    interface Matchers<R, T = {}> {
      /** The stack has a resource of the type whose arguments contain these. */
      toHavePlannedResource(type: string, attributes?: Attributes): R;
      /** The stack has a Helm release of the name whose values contain these. */
      toHaveRelease(name: string, values?: Attributes): R;
      /** The stack applies a Kubernetes object of the kind and name whose content contains this. */
      toHaveObject(kind: string, name: string, content?: Attributes): R;
      /** The stack raises the warning, e.g. `W201`. */
      toWarn(id: string): R;
    }
  }
}

/**
 * Matchers for jest and vitest: `expect.extend(matchers)`. Attributes are matched in part: maps by the given keys, lists in full.
 * Asymmetric matchers such as `expect.stringContaining` work at any depth.
 */
export const matchers: { readonly [name: string]: Matcher } = {
  toHavePlannedResource: (received, type: string, attributes: Attributes = {}) => {
    const candidates = stackOf(received).resources(type);
    return matched(
      `a resource of type ${type}`,
      attributes,
      candidates.map((resource) => ({ title: resource.address, content: resource.attributes })),
    );
  },
  toHaveRelease: (received, name: string, values: Attributes = {}) => {
    const candidates = stackOf(received)
      .releases()
      .filter((release) => release.name === name);
    return matched(
      `a release ${name}`,
      values,
      candidates.map((release) => ({ title: `${release.namespace}/${release.name}`, content: release.values })),
    );
  },
  toHaveObject: (received, kind: string, name: string, content: Attributes = {}) => {
    const candidates = stackOf(received)
      .objects(kind)
      .filter((object) => object.name === name);
    return matched(
      `${kind} ${name}`,
      content,
      candidates.map((object) => ({ title: `${object.namespace}/${object.name}`, content: object.content })),
    );
  },
  toWarn: (received, id: string) => {
    const { warnings } = stackOf(received);
    const pass = warnings.some(({ text }) => text.startsWith(`${id}: `));
    const raised = warnings.map(({ construct, text }) => `\n  ${construct}: ${text}`).join('');
    return { pass, message: () => `Expected ${pass ? 'no ' : ''}warning ${id}. Raised:${raised || ' none'}` };
  },
};

interface Candidate {
  readonly title: string;
  readonly content: Attributes;
}

function matched(what: string, expected: Attributes, candidates: readonly Candidate[]) {
  const pass = candidates.some(({ content }) => contains(content, expected));
  const found = candidates.map(({ title, content }) => `\n${title}: ${JSON.stringify(content, null, 2)}`).join('');
  const wanted = Object.keys(expected).length === 0 ? '' : ` with ${JSON.stringify(expected, null, 2)}`;
  return { pass, message: () => `Expected ${pass ? 'no ' : ''}${what}${wanted}. Found:${found || ' none'}` };
}

function stackOf(received: unknown): SynthesizedStack {
  if (received instanceof SynthesizedStack) return received;
  throw new TypeError('The matchers of cdktf-aks/testing take a SynthesizedStack. Use SynthesizedStack.of(stack).');
}

function contains(actual: any, expected: any): boolean {
  if (typeof expected?.asymmetricMatch === 'function') return expected.asymmetricMatch(actual);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => contains(actual[index], item))
    );
  }
  if (typeof expected !== 'object' || expected === null) return isDeepStrictEqual(actual, expected);
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(expected).every(([key, value]) => Object.hasOwn(actual, key) && contains(actual[key], value));
}
