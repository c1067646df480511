import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../support/tools';

const files = ['Chart.yaml', 'templates/manifests.yaml', 'values.yaml'];

// Of released versions only: a new version is a new line here, in Chart.yaml and in manifests-chart.ts.
test.each([
  ['manifests', '1.0.0', '28efbe740672'],
  ['namespace', '1.0.0', '1b1bac3b127b'],
])('a change of the chart %s needs a new version of it', (name, version, digest) => {
  const chart = path.join(projectRoot, 'charts', name);
  const found = readdirSync(chart, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(found.map((file) => file.name).sort()).toEqual(files.map((file) => path.basename(file)).sort());
  const text = files.map((file) => readFileSync(path.join(chart, file), 'utf8').replaceAll('\r\n', '\n')).join('\0');
  const actual = createHash('sha256').update(text).digest('hex').slice(0, 12);
  expect([parse(readFileSync(path.join(chart, 'Chart.yaml'), 'utf8')).version, actual]).toEqual([version, digest]);
});
