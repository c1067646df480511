import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Writes the tables of behaviours into docs/traffic.md: what each test of the project `behaviour` has seen. One at a time, for it is one page. */
const jest = path.join(path.dirname(require.resolve('jest/package.json')), 'bin/jest.js');
const { status } = spawnSync(process.execPath, [jest, '--ci', '--selectProjects=behaviour', '--runInBand'], {
  stdio: 'inherit',
  env: { ...process.env, CDKTF_AKS_WRITE_BEHAVIOUR: '1' },
});
process.exitCode = status ?? 1;
