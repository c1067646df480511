import { checkGiven, checkOneOf, checkPattern, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import { AzureCloud } from '../network/azure-cloud';
import { environmentUnlessPublic } from '../network/cloud-endpoints';
import type { IPrometheusStack } from '../observability/prometheus-stack-ref';
import type { IAzureMonitorWorkspace } from '../workspace/azure-monitor-workspace-base';
import type { ITriggerAuthentication } from './trigger-authentication-base';
import type { TriggerSite } from './trigger-kind';

/** How a Prometheus server wants to be signed in to. */
export enum PrometheusSignIn {
  /** With the parameters `username` and `password`. */
  BASIC = 'basic',

  /** With the parameter `bearerToken`. */
  BEARER = 'bearer',

  /** With a client's certificate: the parameters `cert` and `key`, and `ca` for the server's authority. */
  TLS = 'tls',

  /** With a header: the parameters `customAuthHeader` and `customAuthValue`. */
  CUSTOM = 'custom',
}

/** How to query a Prometheus server. */
export interface PrometheusServerOptions {
  /**
   * How to sign in; its parameters come from the Secrets of `authentication`.
   *
   * @default - no authentication
   */
  readonly signIn?: PrometheusSignIn;

  /**
   * The authentication that contains the credentials. Requires `signIn`.
   *
   * @default - none
   */
  readonly authentication?: ITriggerAuthentication;
}

/**
 * The facts about a source that a Prometheus trigger needs.
 *
 * @internal
 */
export interface MetricsSourceParts {
  readonly serverAddress: string;
  readonly authModes?: string;
  readonly cloud?: string;
}

/** Parameters that KEDA requires. Source: https://github.com/kedacore/keda/blob/v2.20.2/pkg/scalers/authentication */
const parametersOf: { readonly [signIn in PrometheusSignIn]: string[] } = {
  [PrometheusSignIn.BASIC]: ['username', 'password'],
  [PrometheusSignIn.BEARER]: ['bearerToken'],
  [PrometheusSignIn.TLS]: ['cert', 'key'],
  [PrometheusSignIn.CUSTOM]: ['customAuthHeader', 'customAuthValue'],
};

/** A Prometheus that KEDA queries. */
export abstract class MetricsSource {
  /**
   * A Prometheus server, or whatever speaks its API.
   *
   * A server in a mesh that accepts mutual TLS only rejects KEDA, which is outside of the mesh: allow plain text on its port.
   *
   * @param address `http://` or `https://`, without the path `/api/v1`, e.g. `http://prometheus.monitoring:9090`.
   * @param options how to sign in.
   */
  public static server(address: string, options: PrometheusServerOptions = {}): MetricsSource {
    return new ServerSource(address, options);
  }

  /**
   * A Prometheus in the cluster. KEDA, which is outside the mesh, queries it in plain text.
   *
   * @param stack the Prometheus, of the same stack.
   */
  public static prometheusStack(stack: IPrometheusStack): MetricsSource {
    return new StackSource(stack);
  }

  /**
   * Azure's managed Prometheus. The authentication's identity is granted the role *Monitoring Data Reader* on the workspace.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-api-promql
   * @param workspace the workspace, of the same stack.
   * @param authentication the authentication; it requires an identity.
   * @param cloud the cloud of the workspace; `AzureCloud.PUBLIC` if it is left out.
   */
  public static azureMonitorWorkspace(
    workspace: IAzureMonitorWorkspace,
    authentication: ITriggerAuthentication,
    cloud: AzureCloud = AzureCloud.PUBLIC,
  ): MetricsSource {
    return new WorkspaceSource(workspace, authentication, cloud);
  }

  /** @internal */
  public readonly _authentication?: ITriggerAuthentication;

  /** @internal */
  public readonly _cloud?: AzureCloud;

  /** @internal */
  public abstract _check(faults: Faults, prop: string, site: TriggerSite): void;

  /** @internal */
  public abstract _parts(): MetricsSourceParts;

  /**
   * Roles that the authentication's identity needs.
   *
   * @internal
   */
  public _grant(): void {}
}

class StackSource extends MetricsSource {
  public constructor(private readonly stack: IPrometheusStack) {
    super();
  }

  public _check(faults: Faults, prop: string, { user, keda }: TriggerSite): void {
    if (!checkGiven(faults, prop, this.stack, 'For example, use PrometheusStack.fromAttributes(...).')) return;
    checkSameStack(faults, prop, this.stack, user, 'PrometheusStack.fromAttributes');
    if (this.stack.cluster !== keda.cluster) {
      const must = `must be on the cluster of keda (${keda.cluster.node.path})`;
      faults.add(prop, must, this.stack.cluster.node.path, 'Use the same cluster for both.');
    }
  }

  public _parts(): MetricsSourceParts {
    return { serverAddress: this.stack.queryUrl };
  }
}

class WorkspaceSource extends MetricsSource {
  public constructor(
    private readonly workspace: IAzureMonitorWorkspace,
    public override readonly _authentication: ITriggerAuthentication,
    public override readonly _cloud: AzureCloud,
  ) {
    super();
  }

  public _check(faults: Faults, prop: string, { user }: TriggerSite): void {
    const example = 'For example, use AzureMonitorWorkspace.fromLookup(...).';
    if (checkGiven(faults, `${prop}.workspace`, this.workspace, example)) {
      checkSameStack(faults, `${prop}.workspace`, this.workspace, user, 'AzureMonitorWorkspace.fromLookup');
    }
    const { _authentication: authentication } = this;
    const fix = 'Use a TriggerAuthentication with an identity.';
    if (!checkGiven(faults, `${prop}.authentication`, authentication, fix)) return;
    if (authentication._hasIdentity === false) {
      faults.add(`${prop}.authentication`, 'must have an identity', authentication.node.path, fix);
    }
  }

  public _parts(): MetricsSourceParts {
    return { serverAddress: this.workspace.queryEndpoint, cloud: environmentUnlessPublic(this._cloud) };
  }

  /** Source of the role: https://keda.sh/docs/latest/scalers/prometheus/#azure-monitor-managed-service-for-prometheus */
  public override _grant(): void {
    this._authentication._grant(AzureRole.MONITORING_DATA_READER, this.workspace.workspaceId);
  }
}

class ServerSource extends MetricsSource {
  public override readonly _authentication?: ITriggerAuthentication;

  public constructor(
    private readonly address: string,
    private readonly options: PrometheusServerOptions,
  ) {
    super();
    this._authentication = options.authentication;
  }

  public _check(faults: Faults, prop: string): void {
    const { signIn, authentication } = this.options;
    if (checkGiven(faults, `${prop}.address`, this.address, 'For example, use http://prometheus.monitoring:9090.')) {
      const must = 'must be an http:// or https:// address without credentials, query or /api/v1';
      const pattern = /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?(?!.*\/api\/v1)(\/[^\s?#@]*)?$/;
      checkPattern(faults, `${prop}.address`, this.address, pattern, must, 'http://prometheus.monitoring:9090');
    }
    checkOneOf(faults, `${prop}.signIn`, signIn, Object.values(PrometheusSignIn));
    if (signIn !== undefined && !authentication) {
      const fix = 'Use a TriggerAuthentication with secrets.';
      faults.add(`${prop}.authentication`, 'must be set together with signIn', undefined, fix);
    }
    if (signIn === undefined && authentication) {
      const fix = 'For example, use PrometheusSignIn.BEARER.';
      faults.add(
        `${prop}.signIn`,
        'must be set together with authentication: otherwise KEDA sends no credentials',
        undefined,
        fix,
      );
    }
    this.checkParameters(faults, prop);
  }

  public _parts(): MetricsSourceParts {
    return { serverAddress: this.address, authModes: this.options.signIn };
  }

  private checkParameters(faults: Faults, prop: string): void {
    const { signIn, authentication } = this.options;
    if (authentication?._hasIdentity) {
      const must = 'must sign in with secrets only: KEDA rejects an additional identity';
      faults.add(`${prop}.authentication`, must, authentication.node.path, 'Use one without identity.');
    }
    const given = authentication?._parameters;
    const missing = given && signIn ? (parametersOf[signIn] ?? []).filter((name) => !given.includes(name)) : [];
    if (missing.length === 0) return;
    const must = `must have the parameters of ${signIn} (${missing.join(', ')})`;
    faults.add(`${prop}.authentication`, must, authentication?.node.path, 'Add them to its secrets.');
  }
}

publicClass('MetricsSource', MetricsSource);
