import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { digests } from '../../scripts/contracts/digests';
import { lockFile, schemaFile } from '../../scripts/contracts/folders';
import { readLock } from '../../scripts/contracts/lock';
import { azurerm, providers } from '../../scripts/contracts/providers';
import { usedTypes } from '../../scripts/contracts/replacing-arguments';
import { addressesOf, sources } from '../../scripts/contracts/sources';
import { describeUnless, describeWith, projectRoot } from '../support/tools';
import { readFacts, readFactsText } from './support/facts';
import { chartFacts, extraValues } from './support/legal-values';

describe('digests of the facts are up to date', () => {
  for (const { file, faults, text } of digests) {
    describeUnless([{ need: 'contracts', missing: faults() }], 'by the contracts', () => {
      test(`${file}: else run npm run contracts and review the difference`, () => {
        expect(readFactsText(file)).toBe(text());
      });
    });
  }
});

test('every azurerm resource that lib/ makes is in replacing-arguments.json: else run npm run contracts', () => {
  const known = readFacts<{ [type: string]: string[] }>('replacing-arguments.json');
  expect(usedTypes(path.join(projectRoot, 'lib')).filter((type) => !(type in known))).toEqual([]);
});

test('the lock has a digest, or null, for each address that something is fetched from, and for no other', () => {
  expect(Object.keys(readLock(lockFile))).toEqual(sources.flatMap(addressesOf).sort());
});

test('every version of a provider has rules', () => {
  const files = readdirSync(path.join(projectRoot, 'tools/terraform-offline/rules'));
  expect(files.sort()).toEqual(providers.azurerm.map((version) => `azurerm-${version}.json`).sort());
});

describeWith([`contracts:schemas/${azurerm}`], 'what Azure answers', () => {
  interface Block {
    readonly attributes?: { [name: string]: unknown };
    readonly block_types?: { [name: string]: { block: Block } };
  }
  const has = ({ attributes = {}, block_types = {} }: Block, [name, ...below]: string[]): boolean =>
    below.length > 0
      ? name in block_types && has(block_types[name].block, below)
      : name in attributes || name in block_types;

  test('is about arguments that the provider has, each with its source', () => {
    const { resource_schemas } = JSON.parse(gunzipSync(readFileSync(schemaFile(azurerm))).toString());
    const file = path.join(projectRoot, 'tools/terraform-offline/azure-answers.json');
    const answers: { [type: string]: { [argument: string]: { source?: string } } } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    const wrong = Object.entries(answers).flatMap(([type, byArgument]) =>
      Object.entries(byArgument)
        .filter(([argument, { source = '' }]) => {
          return !source.startsWith('https://') || !has(resource_schemas[type]?.block ?? {}, argument.split('.'));
        })
        .map(([argument]) => `${type}: ${argument}`),
    );
    expect(wrong).toEqual([]);
  });
});

test('every extra value is of a known chart and says which line of its templates reads it', () => {
  const wrong = Object.entries(extraValues).flatMap(([chart, paths]) =>
    Object.entries(paths)
      .filter(([, source]) => !(chart in chartFacts) || !/^templates.*: ./.test(source))
      .map(([place]) => `${chart}: ${place}`),
  );
  expect(wrong).toEqual([]);
});
