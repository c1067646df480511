import path from 'node:path';
import { argumentFactsText, providersOfArguments } from './argument-facts';
import { type ChartFacts, digestCharts } from './chart-values';
import { faultsOf } from './contents';
import { contractsFolder, factsFolder, projectRoot } from './folders';
import { digestLeftOut, type LeftOutFacts } from './left-out';
import { providerFactsText, reviewedProviders } from './provider-facts';
import { azurerm } from './providers';
import { digestReplacing } from './replacing-arguments';

/** A file that is made from other sources, as a lock file is. */
export interface Digest {
  /** Relative to `__tests__/contract/facts/`. */
  readonly file: string;
  /** Why it can't be made, one line each: what it is made of is missing, or of another version. */
  faults(): string[];
  text(): string;
}

export const digests: Digest[] = [
  {
    file: 'chart-values.json',
    faults: () => faultsOf('values'),
    text: () => chartsText(digestCharts(contractsFolder)),
  },
  {
    file: 'replacing-arguments.json',
    faults: () => [],
    text: () => `${JSON.stringify(digestReplacing(path.join(projectRoot, 'lib')), null, 2)}\n`,
  },
  {
    file: 'left-out.json',
    faults: () => faultsOf(`schemas/${azurerm}`),
    text: () => leftOutText(digestLeftOut(path.join(projectRoot, 'lib'))),
  },
  {
    // Part of the package: the review reads it.
    file: path.relative(factsFolder, path.join(projectRoot, 'review/facts/providers.json')),
    faults: () => reviewedProviders.flatMap((name) => faultsOf(`schemas/${name}`)),
    text: providerFactsText,
  },
  {
    // Part of the package: `cdktf-aks adopt` reads it.
    file: path.relative(factsFolder, path.join(projectRoot, 'review/facts/arguments.json')),
    faults: () => providersOfArguments.flatMap((name) => faultsOf(`schemas/${name}`)),
    text: argumentFactsText,
  },
];

/** One line a top-level key of a chart: short enough to read, and a changed chart shows as changed lines. */
function chartsText(charts: { [name: string]: ChartFacts }): string {
  const blocks = Object.entries(charts).map(([name, { version, prefixes, values }]) => {
    const lines = Object.entries(values).map(
      ([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    const facts = [
      `    "version": ${JSON.stringify(version)}`,
      ...(prefixes ? [`    "prefixes": ${JSON.stringify(prefixes)}`] : []),
      `    "values": {\n${lines.join(',\n')}\n    }`,
    ];
    return `  ${JSON.stringify(name)}: {\n${facts.join(',\n')}\n  }`;
  });
  return `{\n${blocks.join(',\n')}\n}\n`;
}

/** One line a list: a changed argument shows as a changed line. */
function leftOutText(types: { [type: string]: LeftOutFacts }): string {
  const blocks = Object.entries(types).map(
    ([type, { arguments: names, blocks }]) =>
      `  ${JSON.stringify(type)}: {\n    "arguments": ${JSON.stringify(names)},\n    "blocks": ${JSON.stringify(blocks)}\n  }`,
  );
  return `{\n${blocks.join(',\n')}\n}\n`;
}
