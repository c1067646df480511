import { spawn } from 'node:child_process';
import { builtTool } from '../../../tools/build';
import type { Attributes } from '../../support/planned';
import { programOf } from '../../support/program-of';

/** A cluster in small, as tools/mesh-lab/job.go has it. */
export interface Job {
  readonly seconds?: number;
  readonly objects: Attributes[];
  readonly meshConfig?: Attributes;
  readonly pods?: Pod[];
  readonly externals?: External[];
  /** DNS names by the name of a gateway's Secret. */
  readonly certificates?: { readonly [secret: string]: string[] };
  readonly probes?: Probe[];
  readonly validateOnly?: boolean;
}

export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [name: string]: string };
  readonly serviceAccount?: string;
  readonly ports?: number[];
  readonly tcpPorts?: number[];
  /** DNS names of the application's certificate, if it terminates TLS on `ports`. */
  readonly tls?: string[];
  /** `node`: a node's proxy takes its calls to the waypoint. */
  /** `given`: a sidecar that runs `config`. */
  readonly proxy?: 'sidecar' | 'gateway' | 'waypoint' | 'node' | 'given';
  /** Envoy's `static_resources`, with `pod/NAME` and `app/NAME` for the addresses of a pod and of its application. */
  readonly config?: Attributes;
  readonly answers?: Answers;
}

export interface Answers {
  readonly status?: number;
  readonly delayMs?: number;
  readonly failFirst?: number;
  readonly failStatus?: number;
  readonly grpcStatus?: number;
}

interface External {
  readonly host: string;
  readonly port: number;
  readonly tcp?: boolean;
  readonly tls?: boolean;
  readonly answers?: Answers;
}

/** Requests that are alike. */
export interface Probe {
  readonly name: string;
  /** A pod; where it is left out, a client outside of the cluster. */
  readonly from?: string;
  readonly to: string;
  readonly scheme?: 'http' | 'h2c' | 'https' | 'grpc' | 'tcp' | 'tls';
  readonly host?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: { readonly [name: string]: string };
  /** Headers whose `{n}` is the request's number. */
  readonly vary?: { readonly [name: string]: string };
  readonly jwt?: Attributes;
  readonly sni?: string;
  readonly alpn?: string[];
  readonly tlsVersion?: '1.0' | '1.1' | '1.2' | '1.3';
  readonly count?: number;
  readonly parallel?: number;
  readonly pauseMs?: number;
  readonly timeoutMs?: number;
  readonly reuse?: boolean;
  readonly stats?: string;
  readonly statsOf?: string;
}

export interface Report {
  readonly ignored: string[] | null;
  readonly warnings: string[] | null;

  /** What istiod left out or had to choose between, by the name of its metric. */
  readonly conflicts: { readonly [metric: string]: string[] };
  readonly probes: { readonly [name: string]: ProbeReport };
  readonly proxies: { readonly [pod: string]: { readonly listeners: string[]; readonly clusters: string[] } };
}

export interface ProbeReport {
  readonly answers: Answer[];
  /** Requests that reached a pod or external host: retries and mirrored ones included. */
  readonly received: { readonly [by: string]: number };
  readonly stats?: { readonly [name: string]: number };
}

export interface Answer {
  readonly status?: number;
  readonly by?: string;
  readonly attempts: number;
  readonly ms: number;
  readonly error?: string;
  readonly text?: string;
  readonly tlsVersion?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly request?: { readonly [name: string]: string };
}

/** Elsewhere loopback is one address, and not 127.0.0.0/8. */
const platform = process.platform === 'linux' ? [] : ['Linux'];

export const needs = ['go', 'envoy', ...platform];

/** Runs a job in a process of its own; an error has the texts of istiod or Envoy. */
export function runLab(job: Job): Promise<Report> {
  const seconds = job.seconds ?? 60;
  const isAmbient = job.pods?.some(({ proxy }) => proxy === 'waypoint') ?? false;
  const child = spawn(builtTool('mesh-lab'), {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: (seconds + 15) * 1000,
    // istiod reads it before the job.
    env: { ...process.env, PILOT_ENABLE_AMBIENT: String(isAmbient) },
  });
  child.stdin.end(JSON.stringify({ ...job, seconds, envoy: envoy() }));
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (data) => out.push(data));
  child.stderr.on('data', (data) => errors.push(data));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString()));
      else reject(new Error(Buffer.concat(errors).toString().trim() || `mesh-lab ended with ${code}`));
    });
  });
}

function envoy(): string {
  const found = programOf('envoy');
  if (found === undefined) throw new Error('No envoy on PATH.');
  return found;
}
