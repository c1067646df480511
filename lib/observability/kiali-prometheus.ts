import type { IConstruct } from 'constructs';
import { checkGiven, checkInteger, checkName, checkPattern, checkUuid } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import { numberText } from '../core/token-values';
import type { Values } from '../helm/owned-values';
import { AzureCloud } from '../network/azure-cloud';
import { cloudEndpoints, stateCloud } from '../network/cloud-endpoints';
import type { IPrometheusStack } from './prometheus-stack-ref';
import { checkUrl } from './prometheus-stack-rules';

/** A managed Prometheus, and the Entra ID application that Kiali queries it with. */
export interface KialiManagedPrometheusOptions {
  /** The query endpoint of the Azure Monitor workspace. */
  readonly queryUrl: string;

  /** The tenant's id. */
  readonly tenantId: string;

  /** The client id of an application that has the role *Monitoring Data Reader* on the workspace. */
  readonly clientId: string;

  /** The Secret that holds the application's client secret, in Kiali's namespace. It is created outside of Terraform. */
  readonly clientSecretName: string;

  /**
   * The key of the client secret in it.
   *
   * @default client-secret
   */
  readonly clientSecretKey?: string;

  /**
   * How often managed Prometheus reads the mesh's metrics, in seconds: 1 to 86400.
   *
   * @default 30
   */
  readonly scrapeIntervalSeconds?: number;

  /**
   * The cloud of the tenant and the workspace.
   *
   * @default AzureCloud.PUBLIC
   */
  readonly cloud?: AzureCloud;
}

interface PrometheusFacts {
  readonly queryUrl: string;
  readonly grafanaUrl?: string;
  readonly managed?: KialiManagedPrometheusOptions;
  /** What has to be there before; undefined where nothing is known of it. */
  readonly source?: IConstruct;
  readonly isReady: boolean;
}

/** Azure keeps metrics for 18 months: https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-metrics-overview */
const managedRetention = '540d';

/** The source of the mesh metrics in Kiali: without them it shows configuration only. */
export class KialiPrometheus {
  /** A Prometheus of the cluster's own. */
  public static fromStack(stack: IPrometheusStack): KialiPrometheus {
    const { queryUrl, grafanaUrl } = stack;
    return new KialiPrometheus({ queryUrl, grafanaUrl, source: stack, isReady: stack.ready.length > 0 });
  }

  /**
   * Another Prometheus that accepts queries without authentication.
   *
   * @param url its address, e.g. `http://prometheus.monitoring.svc.cluster.local:9090`.
   */
  public static fromUrl(url: string): KialiPrometheus {
    return new KialiPrometheus({ queryUrl: url, isReady: false });
  }

  /**
   * Azure's managed Prometheus. Kiali signs in as an Entra ID application by a client secret: it doesn't support workload identity.
   *
   * @see https://kiali.io/docs/configuration/p8s-jaeger-grafana/prometheus/#prometheus-authentication-configuration
   */
  public static managed(options: KialiManagedPrometheusOptions): KialiPrometheus {
    return new KialiPrometheus({ queryUrl: options.queryUrl, managed: options, isReady: false });
  }

  private constructor(
    /** @internal */
    public readonly _facts: PrometheusFacts,
  ) {}

  /** @internal */
  public _stateCloud(scope: IConstruct): void {
    const { managed } = this._facts;
    if (managed) stateCloud(scope, 'prometheus.cloud', managed.cloud);
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { queryUrl, managed } = this._facts;
    const example = managed ? 'https://shop-1234.westeurope.prometheus.monitor.azure.com' : undefined;
    if (checkGiven(faults, `${prop}.url`, queryUrl, `For example, use ${example ?? 'http://prometheus:9090'}.`)) {
      checkUrl(faults, `${prop}.url`, queryUrl, example);
    }
    if (!managed) return;
    checkUuid(faults, `${prop}.tenantId`, managed.tenantId, 'a tenant id');
    checkUuid(faults, `${prop}.clientId`, managed.clientId, "an application's client id");
    checkName(faults, `${prop}.clientSecretName`, managed.clientSecretName, nameRules.kubernetesObject);
    checkSecretKey(faults, `${prop}.clientSecretKey`, managed.clientSecretKey, 'client-secret');
    checkInteger(faults, `${prop}.scrapeIntervalSeconds`, managed.scrapeIntervalSeconds, 1, 86_400, 'seconds');
  }

  /**
   * Managed Prometheus has neither the endpoint that Kiali uses as a health check nor the one for intervals: without the first
   * Kiali waits for it forever.
   *
   * Source: `connect` in prometheus/lazy_client.go and `PrometheusConfig` in config/config.go of
   * https://github.com/kiali/kiali/tree/v2.29.0
   *
   * @internal
   */
  public _values(): Values {
    const { queryUrl, managed } = this._facts;
    if (!managed) return { url: queryUrl };
    const { tenantId, clientId, clientSecretName, clientSecretKey = 'client-secret' } = managed;
    const { login, monitor } = cloudEndpoints[managed.cloud ?? AzureCloud.PUBLIC];
    return {
      url: queryUrl,
      health_check_url: `${queryUrl}/api/v1/query?query=1`,
      thanos_proxy: {
        enabled: true,
        retention_period: managedRetention,
        scrape_interval: `${numberText(managed.scrapeIntervalSeconds ?? 30)}s`,
      },
      auth: {
        type: 'oauth2',
        oauth2: {
          client_id: clientId,
          client_secret: `secret:${clientSecretName}:${clientSecretKey}`,
          token_url: `${login}/${tenantId}/oauth2/v2.0/token`,
          scopes: [`https://prometheus.${monitor}/.default`],
        },
      },
    };
  }
}

/** The key of an entry of a Secret. */
export function checkSecretKey(faults: Faults, prop: string, key: string | undefined, example: string): void {
  checkPattern(faults, prop, key, /^[\w.-]+$/, 'must be a key of a Secret: letters, digits, - _ and .', example);
}

publicClass('KialiPrometheus', KialiPrometheus);
