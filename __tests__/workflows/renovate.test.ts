import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { charts } from '../../scripts/contracts/charts';
import { projectRoot } from '../support/tools';

interface Manager {
  readonly description: string;
  readonly managerFilePatterns: string[];
  readonly matchStrings: string[];
  readonly autoReplaceStringTemplate?: string;
}

const chartsFile = 'scripts/contracts/charts.ts';
const { customManagers } = JSON.parse(read('renovate.json')) as { customManagers: Manager[] };

function read(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8');
}

function managersOf(file: string): Manager[] {
  return customManagers.filter(({ managerFilePatterns }) =>
    managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file)),
  );
}

/** What the managers of a file find in it, by line: `12: 1.30.3`. */
function found(file: string): string[] {
  const text = read(file);
  return managersOf(file).flatMap(({ matchStrings }) =>
    matchStrings.flatMap((pattern) =>
      [...text.matchAll(new RegExp(pattern, 'dg'))].map((match) =>
        at(text, match.indices?.groups?.currentValue[0] ?? 0, match.groups?.currentValue ?? ''),
      ),
    ),
  );
}

function at(text: string, index: number, version: string): string {
  return `${text.slice(0, index).split('\n').length}: ${version}`;
}

function pinned(file: string, pin: RegExp): string[] {
  const text = read(file);
  return [...text.matchAll(pin)].map((match) => at(text, match.indices?.[1]?.[0] ?? 0, match[1]));
}

test('exactly one manager finds each pinned chart version', () => {
  const pins = pinned(chartsFile, /\bversion: '([^']+)'/dg);
  expect(pins.length).toBeGreaterThan(10);
  expect(found(chartsFile).sort()).toEqual(pins.sort());
});

test('exactly one manager finds each tool version of .ci/run', () => {
  expect(found('.ci/run').sort()).toEqual(pinned('.ci/run', /^\w+_version=(\S+)$/dgm).sort());
});

test('a replacement that is written by a template is found again', () => {
  const managers = managersOf(chartsFile).filter(({ autoReplaceStringTemplate }) => autoReplaceStringTemplate);
  expect(managers.length).toBeGreaterThan(0);
  for (const { matchStrings, autoReplaceStringTemplate = '' } of managers) {
    const matches = [...read(chartsFile).matchAll(new RegExp(matchStrings[0], 'g'))];
    const written = matches.map(({ groups }) =>
      autoReplaceStringTemplate
        .replaceAll('{{{depName}}}', groups?.depName ?? '')
        .replaceAll('{{{newValue}}}', groups?.currentValue ?? ''),
    );
    expect(written).toEqual(matches.map(([match]) => match));
  }
});

// Renovate runs RE2, which has neither.
test('no pattern has lookarounds or backreferences', () => {
  const patterns = customManagers.flatMap(({ matchStrings, managerFilePatterns }) => [
    ...matchStrings,
    ...managerFilePatterns,
  ]);
  expect(patterns.filter((pattern) => /\(\?(?:[=!]|<[=!])|\\[1-9]/.test(pattern))).toEqual([]);
});

test('every file pattern names a file', () => {
  const files = ['.ci', '.github', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(folder, name.split(path.sep).join('/')),
    ),
  );
  const patterns = customManagers.flatMap(({ managerFilePatterns }) => managerFilePatterns);
  expect(patterns.filter((pattern) => !files.some((file) => new RegExp(pattern.slice(1, -1)).test(file)))).toEqual([]);
});

// A constant is API and has facts of its version, so a person adds it: the update of the chart makes this test fail.
test('the newest constant of each class of chart versions is the version of a chart', () => {
  const classes = readdirSync(path.join(projectRoot, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('-version.ts'))
    .flatMap((file) => {
      const [, version] =
        /static readonly \w+ = (?:new )?\w+Version(?:\.of)?\('(\d+\.\d+\.\d+)'/.exec(read(`lib/${file}`)) ?? [];
      return version === undefined ? [] : [{ file, version }];
    });
  const versions = Object.values(charts).map(({ version }) => version);
  expect(classes.length).toBeGreaterThan(7);
  expect(classes.filter(({ version }) => !versions.includes(version))).toEqual([]);
});
