import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeUnusedStates } from '../../tools/build';

test('the cache keeps the last state of a tool, and those that may be in use', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tool-cache-'));
  try {
    const ages = {
      'mesh-lab-aaaaaaaaaaaaaaaa': 0,
      'mesh-lab-bbbbbbbbbbbbbbbb': 50,
      'mesh-lab-cccccccccccccccc': 70,
      'mesh-lab-dddddddddddddddd.building': 70,
      'crd-check-cccccccccccccccc': 70,
    };
    for (const [name, minutes] of Object.entries(ages)) {
      const state = path.join(folder, name);
      mkdirSync(state);
      const used = new Date(Date.now() - minutes * 60_000);
      utimesSync(state, used, used);
    }
    removeUnusedStates(folder, 'mesh-lab');
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(ages)
        .filter((name) => name !== 'mesh-lab-cccccccccccccccc')
        .sort(),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
