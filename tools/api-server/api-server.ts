// Answers as a Kubernetes API server does to Helm, kubectl and Terraform's Helm provider, and fails as one does: wrong sign-ins,
// missing roles, no answer. It keeps objects in memory and judges none of them.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decoded } from './protobuf';

/**
 * How the server fails: `forbidden` names the namespaces whose Secrets, in which Helm keeps its releases, the caller may not read;
 * `rejected` the kind, in the plural, whose objects it takes none of.
 */
export type Failure = 'unauthorized' | 'timeout' | { readonly forbidden: string } | { readonly rejected: string };

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { readonly [key: string]: string };
    readonly [key: string]: unknown;
  };
  readonly [key: string]: unknown;
}

/** The kinds that the server knows, by group and version; those of the core group have none. */
const kinds: { readonly [groupVersion: string]: readonly [kind: string, plural: string, isNamespaced: boolean][] } = {
  v1: [
    ['Namespace', 'namespaces', false],
    ['Secret', 'secrets', true],
    ['ConfigMap', 'configmaps', true],
    ['Service', 'services', true],
    ['ServiceAccount', 'serviceaccounts', true],
  ],
  'networking.istio.io/v1': [['VirtualService', 'virtualservices', true]],
  'security.istio.io/v1': [['PeerAuthentication', 'peerauthentications', true]],
};

export class ApiServer {
  public static async start(): Promise<ApiServer> {
    const server = new ApiServer();
    await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  public failure?: Failure;
  /** Objects by path, e.g. `/api/v1/namespaces/shop/secrets/a`. */
  public readonly objects = new Map<string, KubernetesObject>();
  /** Method and path of each request. */
  public readonly requests: string[] = [];
  private readonly http: Server;
  private version = 0;

  private constructor() {
    this.http = createServer((request, response) => this.serve(request, response));
  }

  public get address(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** A kubeconfig whose current context is this server. */
  public get kubeconfig(): string {
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'double', cluster: { server: this.address } }],
      users: [{ name: 'double', user: {} }],
      contexts: [{ name: 'double', context: { cluster: 'double', user: 'double' } }],
      'current-context': 'double',
    });
  }

  public async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
      this.requests.push(`${request.method} ${pathname}`);
      const body = Buffer.concat(chunks);
      const [code, answer] =
        this.failed(request.method ?? 'GET', pathname) ??
        this.answer(request.method ?? 'GET', pathname, searchParams, body);
      response.writeHead(code, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  }

  private failed(method: string, path: string): [number, object] | undefined {
    const { failure } = this;
    if (failure === undefined) return undefined;
    if (failure === 'timeout') return problem(504, 'Timeout', 'no answer in time');
    if (failure === 'unauthorized') return problem(401, 'Unauthorized', 'Unauthorized');
    const target = targetOf(path);
    if ('rejected' in failure) {
      const isNew = method === 'POST' && target?.plural === failure.rejected;
      return isNew ? problem(422, 'Invalid', `${failure.rejected} are rejected`) : undefined;
    }
    if (target?.plural !== 'secrets' || target.namespace !== failure.forbidden) return undefined;
    const what = `User "pipeline" cannot get resource "secrets" in API group "" in the namespace "${target.namespace}"`;
    return problem(403, 'Forbidden', `secrets is forbidden: ${what}`);
  }

  private answer(method: string, path: string, query: URLSearchParams, body: Buffer): [number, object] {
    const known = discovery(path);
    if (known) return [200, known];
    const target = targetOf(path);
    if (!target) return notFound(path);
    const found = this.objects.get(path);
    if (method === 'GET') {
      if (target.name === undefined) return [200, this.list(path, target, query.get('labelSelector') ?? '')];
      return found ? [200, found] : notFound(path);
    }
    const isDryRun = query.get('dryRun') === 'All';
    if (method === 'POST') return this.create(path, decoded(body), isDryRun);
    if (method === 'PATCH' && !found && query.has('fieldManager')) {
      return this.create(path.slice(0, path.lastIndexOf('/')), decoded(body), isDryRun);
    }
    if (!found) return notFound(path);
    if (method === 'DELETE') {
      this.objects.delete(path);
      return [200, { kind: 'Status', apiVersion: 'v1', status: 'Success' }];
    }
    const changed = method === 'PATCH' ? merged(found, decoded(body)) : decoded(body);
    return [200, this.keep(path, changed, isDryRun)];
  }

  private create(collection: string, object: KubernetesObject, isDryRun: boolean): [number, object] {
    const path = `${collection}/${object.metadata.name}`;
    if (this.objects.has(path)) {
      return problem(409, 'AlreadyExists', `${object.kind} "${object.metadata.name}" already exists`);
    }
    return [201, this.keep(path, object, isDryRun)];
  }

  private keep(path: string, object: KubernetesObject, isDryRun: boolean): KubernetesObject {
    const namespace = targetOf(path)?.namespace;
    const place = namespace === undefined ? {} : { namespace };
    const old = this.objects.get(path);
    const uid = old?.metadata.uid ?? `uid-${path}`;
    const content = ({ metadata, ...rest }: KubernetesObject) =>
      JSON.stringify([{ ...metadata, resourceVersion: undefined, managedFields: undefined }, rest]);
    const candidate = { ...object, metadata: { ...object.metadata, ...place, uid } };
    const isSame = old !== undefined && content(old) === content(candidate);
    const resourceVersion = isSame ? old.metadata.resourceVersion : `${++this.version}`;
    const kept = { ...candidate, metadata: { ...candidate.metadata, resourceVersion } };
    if (!isDryRun) this.objects.set(path, kept);
    return kept;
  }

  private list(collection: string, { groupVersion, kind, plural, namespace }: Target, selector: string): object {
    const wanted = selector.split(',').filter((term) => term !== '');
    const items = [...this.objects].filter(([path, { metadata }]) => {
      const target = targetOf(path);
      const isHere = namespace === undefined ? target?.plural === plural : path.startsWith(`${collection}/`);
      return isHere && wanted.every((term) => isSelected(metadata.labels ?? {}, term));
    });
    const metadata = { resourceVersion: `${this.version}` };
    return { apiVersion: groupVersion, kind: `${kind}List`, metadata, items: items.map(([, object]) => object) };
  }
}

interface Target {
  readonly groupVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespace?: string;
  readonly name?: string;
}

function targetOf(path: string): Target | undefined {
  const [, core, group, rest] = /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))\/(.+)$/.exec(path) ?? [];
  const groupVersion = core ?? group;
  if (groupVersion === undefined || !(groupVersion in kinds)) return undefined;
  const [, namespace, plural, name] = /^(?:namespaces\/([^/]+)\/)?([^/]+)(?:\/([^/]+))?$/.exec(rest) ?? [];
  const found = kinds[groupVersion].find((kind) => kind[1] === plural);
  return found && { groupVersion, kind: found[0], plural, namespace, name };
}

function isSelected(labels: { readonly [key: string]: string }, term: string): boolean {
  const [, key, operator, value] = /^([^!=]+)(!=|==?)(.*)$/.exec(term) ?? [];
  return operator === '!=' ? labels[key] !== value : labels[key] === value;
}

function discovery(path: string): object | undefined {
  if (path === '/version') return { major: '1', minor: '34', gitVersion: 'v1.34.2' };
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  const groups = Object.keys(kinds).filter((groupVersion) => groupVersion !== 'v1');
  if (path === '/apis') {
    const versions = (groupVersion: string) => ({ groupVersion, version: groupVersion.split('/')[1] });
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: groups.map((groupVersion) => ({
        name: groupVersion.split('/')[0],
        versions: [versions(groupVersion)],
        preferredVersion: versions(groupVersion),
      })),
    };
  }
  const [, groupVersion] = /^\/(?:api\/|apis\/)(v1|[^/]+\/[^/]+)$/.exec(path) ?? [];
  if (groupVersion === undefined || !(groupVersion in kinds)) return undefined;
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
  const resources = kinds[groupVersion].map(([kind, name, namespaced]) => ({
    name,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs,
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function problem(code: number, reason: string, message: string): [number, object] {
  return [code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code }];
}

function notFound(path: string): [number, object] {
  return problem(404, 'NotFound', `${path} not found`);
}

/** RFC 7396, which is close enough to the other patches for objects without lists that are merged. */
function merged(old: unknown, patch: unknown): any {
  if (!isMap(patch)) return patch;
  const result: { [key: string]: unknown } = isMap(old) ? { ...old } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

function isMap(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
