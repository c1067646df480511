import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describeWith } from '../support/tools';
import { needs, type Probe, runLab } from './support/lab';
import { checkout, checkoutPod, web } from './support/shop';

const call: Probe = { name: 'call', from: 'web', to: 'checkout:80', timeoutMs: 60_000 };

describeWith(needs, 'the lab', () => {
  test('says which backend does not come up, and cleans up', async () => {
    const pod = { ...checkoutPod('twice'), ports: [8080, 8080] };
    await expect(runLab({ objects: checkout(), pods: [web, pod], probes: [call] })).rejects.toThrow(
      /backend twice doesn't come up: listen tcp 127\.\d+\.1\.2:8080: bind: address already in use/,
    );
  });

  test('ends a job at its limit, with its proxies', async () => {
    const pods = [{ ...web, name: 'limited-caller' }, checkoutPod('slow', { delayMs: 120_000 })];
    const probes = [{ ...call, from: 'limited-caller' }];
    await expect(runLab({ seconds: 5, objects: checkout(), pods, probes })).rejects.toThrow('not finished after 5s');
    expect(envoysOf('limited-caller')).toEqual([]);
    expect(readdirSync(tmpdir()).filter((name) => existsSync(`${tmpdir()}/${name}/limited-caller.pb`))).toEqual([]);
  });

  test('refuses a job that names no pod', async () => {
    const probes = [{ ...call, from: 'nobody' }];
    await expect(runLab({ objects: checkout(), pods: [web], probes })).rejects.toThrow('probe "call": no pod "nobody"');
  });
});

/** Command lines of Envoys that have the configuration of a pod. */
function envoysOf(pod: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(`/${pod}.pb`));
}
