import { readFileSync } from 'node:fs';
import { programs, synthesize } from '../../scripts/programs';
import { rooms } from '../contract/support/all-samples';
import { expressionMark, releasesOf } from '../contract/support/helm-values';
import { allVariants, baseOf, type Plan } from '../contract/support/variants';
import type { Attributes } from '../support/planned';
import { describeWith } from '../support/tools';
import { needs, type Report, runLab } from './support/lab';
import { surroundings } from './support/surroundings';

/** Rooms of samples that make objects for Istio. */
const ofIstio = ['mesh', 'mesh-managed', 'mesh-traffic', 'observability-mesh'];

/** Any share stands for one that is known at apply. */
const share = 50;

describeWith(needs, 'istiod and Envoy take', () => {
  test.each(
    programs()
      .filter(({ file }) => /Istio/.test(readFileSync(file, 'utf8')))
      .map((program) => [program.name, program] as const),
  )('what %s synthesizes', async (_name, program) => {
    for (const text of Object.values(synthesize(program))) {
      const { warnings, conflicts } = await taken(objectsOf({ stack: JSON.parse(text) }));
      expect(conflicts).toEqual({});
      expect((warnings ?? []).filter((warning) => !warning.startsWith('EnvoyFilter '))).toEqual([]);
    }
  });

  test('what every sample synthesizes', async () => {
    const sets = new Map<string, { name: string; objects: Attributes[] }>();
    for (const { name, plan } of samples()) {
      const objects = objectsOf(plan);
      const key = JSON.stringify(objects);
      if (objects.length > 0 && !sets.has(key)) sets.set(key, { name, objects });
    }
    const refused: string[] = [];
    const left = [...sets.values()];
    const worker = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) {
        const { name, objects } = next;
        const outcome = await taken(objects).then(
          ({ conflicts }) => Object.entries(conflicts).map(([metric, keys]) => `${metric} of ${keys}`),
          (error: Error) => [error.message],
        );
        refused.push(...outcome.map((fault) => `${name}: ${fault}`));
      }
    };
    await Promise.all([worker(), worker()]);
    expect(sets.size).toBeGreaterThan(50);
    expect(refused).toEqual([]);
  }, 600_000);

  test('no conflict that only metrics of istiod tell of', async () => {
    const spec = {
      hosts: ['a.shop.svc.cluster.local'],
      http: [{ timeout: '1s', route: [{ destination: { host: 'a' } }] }],
    };
    const [one, other] = [virtualService(spec), virtualService(spec)];
    other.metadata.name = 'b';
    const { conflicts } = await taken([one, other]);
    expect(Object.keys(conflicts)).toEqual(['pilot_vservice_dup_domain']);
  });

  test('nothing that istiod refuses', async () => {
    const spec = { hosts: ['a.shop.svc.cluster.local'], http: [{ retries: { attempts: -1 } }] };
    await expect(taken([virtualService(spec)])).rejects.toThrow('VirtualService shop/a: ');
  });

  test('nothing that only Envoy refuses', async () => {
    const selector = { istio: 'gateway' };
    const server = {
      port: { number: 443, name: 'https', protocol: 'HTTPS' },
      hosts: ['a.example.com'],
      tls: { mode: 'SIMPLE', credentialName: 'a' },
    };
    // Two namespaces in `hosts` hide from istiod that the servers have one host.
    const gateways = ['a', 'b'].map((namespace) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { name: namespace, namespace: 'ingress' },
      spec: { selector, servers: [{ ...server, hosts: [`${namespace}/a.example.com`] }] },
    }));
    const routes = ['a', 'b'].map((namespace) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'a', namespace },
      spec: {
        hosts: ['a.example.com'],
        gateways: [`ingress/${namespace}`],
        http: [{ route: [{ destination: { host: `a.${namespace}.svc.cluster.local`, port: { number: 80 } } }] }],
      },
    }));
    await expect(taken([...gateways, ...routes])).rejects.toThrow('duplicate matcher');
  });
});

function virtualService(spec: Attributes): Attributes {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'a', namespace: 'shop' },
    spec,
  };
}

async function taken(objects: Attributes[]): Promise<Report> {
  const around = surroundings(objects);
  return runLab({ objects: [...objects, ...around.objects], pods: around.pods, validateOnly: true });
}

/** Objects that istiod reads, with a share for what is known at apply. */
function objectsOf(plan: Plan): Attributes[] {
  const manifests = releasesOf(plan).flatMap(({ isLocal, values }) =>
    isLocal ? values.flatMap((tree) => (tree as { manifests?: Attributes[] }).manifests ?? []) : [],
  );
  for (const { metadata } of manifests) metadata.namespace ??= 'default';
  const text = JSON.stringify(manifests.filter(({ apiVersion }) => /\bistio\.io\//.test(apiVersion)));
  return JSON.parse(text, (key, value) => (key === 'weight' && value === expressionMark ? share : value));
}

function samples(): { name: string; plan: Plan }[] {
  const bases = ofIstio.flatMap((room) =>
    Object.entries(rooms[room]).map(([name, struct]) => ({ name, outcome: baseOf(name, struct) })),
  );
  const changed = allVariants()
    .filter(({ room }) => ofIstio.includes(room))
    .map((variant) => ({ name: `${variant.structName}.${variant.prop}`, outcome: variant.changed() }));
  return [...bases, ...changed].flatMap(({ name, outcome }) => (outcome.plan ? [{ name, plan: outcome.plan }] : []));
}
