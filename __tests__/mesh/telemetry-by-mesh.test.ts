import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MeshSignal } from '../../lib/mesh/telemetry/mesh-signal';
import { dashboardTable, meshesThatGive, signalMatrix, signalsByMesh } from '../../lib/mesh/telemetry-by-mesh';
import { projectRoot } from '../support/tools';

const page = readFileSync(path.join(projectRoot, 'docs/mesh-observability.md'), 'utf8');

test.each([
  ['signals', signalMatrix()],
  ['dashboards', dashboardTable()],
])('the page has the table of %s: else run npm run docs:matrix', (mark, table) => {
  expect(page).toContain(`<!-- ${mark} -->\n\n${table}\n<!-- /${mark} -->`);
});

test('every mesh with words says of every signal that it gives it, or what comes nearest', () => {
  const silent = Object.entries(signalsByMesh).flatMap(([kind, signals]) =>
    Object.values(MeshSignal)
      .filter((signal) => signals && !signals[signal]?.by && !signals[signal]?.nearest)
      .map((signal) => `${kind}: ${signal}`),
  );
  expect(silent).toEqual([]);
});

test('errors name the meshes that can', () => {
  expect(meshesThatGive(MeshSignal.ERROR_ACCESS_LOGS)).toBe('Istio and Istio ambient');
  expect(meshesThatGive(MeshSignal.TRACE_SAMPLING)).toBe('Istio, Istio ambient and managed Istio');
});
