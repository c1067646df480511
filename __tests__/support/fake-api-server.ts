import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that changes something. */
export interface Change {
  readonly method: string;
  readonly path: string;
  readonly body: any;
}

/** An API server that has some namespaces, as far as Helm asks. */
export class FakeApiServer {
  public static async with(namespaces: object[]): Promise<FakeApiServer> {
    const made = new FakeApiServer(namespaces);
    await new Promise<void>((resolve) => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  /** Those of namespaces. */
  public readonly changes: Change[] = [];

  private readonly server: Server;

  private constructor(private readonly namespaces: any[]) {
    this.server = createServer(async (request, response) => {
      const [status, body] = this.answer(request.method ?? 'GET', request.url ?? '', await bodyOf(request));
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  public get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(method: string, url: string, body: any): [number, object] {
    const path = url.split('?')[0];
    const known = discovery[path];
    if (known) return [200, known];
    if (/^\/api\/v1\/namespaces\/[\w-]+\/secrets/.test(path)) return record(method, path);
    const name = /^\/api\/v1\/namespaces\/([\w-]+)$/.exec(path)?.[1];
    const found = this.namespaces.find(({ metadata }) => metadata.name === name);
    if (method !== 'GET') {
      this.changes.push({ method, path, body });
      return [200, { ...namespaceKind, ...found, ...(method === 'POST' ? body : {}) }];
    }
    return found ? [200, { ...namespaceKind, ...found }] : notFound;
  }
}

/** Helm keeps its records in Secrets, which it writes and reads back only later. */
function record(method: string, path: string): [number, object] {
  if (method !== 'GET') return [200, { apiVersion: 'v1', kind: 'Secret', metadata: {} }];
  return path.endsWith('/secrets') ? [200, { apiVersion: 'v1', kind: 'SecretList', items: [] }] : notFound;
}

const namespaceKind = { apiVersion: 'v1', kind: 'Namespace' };
const notFound: [number, object] = [
  404,
  { apiVersion: 'v1', kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404 },
];

const resource = (name: string, kind: string, namespaced: boolean) => ({
  name,
  kind,
  namespaced,
  singularName: '',
  verbs: ['get', 'list', 'create', 'update', 'patch', 'delete'],
});

const discovery: { readonly [path: string]: object } = {
  '/version': { major: '1', minor: '34', gitVersion: 'v1.34.0' },
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [resource('namespaces', 'Namespace', false), resource('secrets', 'Secret', true)],
  },
};

async function bodyOf(request: IncomingMessage): Promise<any> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return /json/.test(request.headers['content-type'] ?? '') ? JSON.parse(text) : undefined;
}
