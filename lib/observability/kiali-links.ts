import { checkGiven, checkName } from '../core/checks';
import type { Faults } from '../core/faults';
import { nameRules } from '../core/names';
import { publicClass } from '../core/public-class';
import type { Values } from '../helm/owned-values';
import { checkSecretKey } from './kiali-prometheus';
import { checkUrl } from './prometheus-stack-rules';

/** A Grafana whose dashboards Kiali links to. */
export interface KialiGrafanaOptions {
  /** The address that people reach it at. */
  readonly externalUrl: string;

  /**
   * The address that Kiali reaches it at.
   *
   * @default - the Grafana of the Prometheus stack
   */
  readonly internalUrl?: string;

  /**
   * The Secret with the token of a service account of Grafana, with the role Viewer, in the namespace of Kiali: Kiali looks up the
   * dashboards' addresses with it. It is created outside of Terraform.
   */
  readonly tokenSecretName: string;

  /**
   * The key of the token in it.
   *
   * @default token
   */
  readonly tokenSecretKey?: string;
}

/** Where the traces of the mesh are. */
export interface KialiTracingOptions {
  /** The address that Kiali reaches it at, over HTTP. */
  readonly internalUrl: string;

  /**
   * The address that people reach it at.
   *
   * @default - no links to it
   */
  readonly externalUrl?: string;
}

/** A store whose traces Kiali shows. It reads Jaeger and Tempo; Application Insights is neither. */
export class KialiTracing {
  /** Jaeger. */
  public static jaeger(options: KialiTracingOptions): KialiTracing {
    return new KialiTracing('jaeger', options);
  }

  /** Grafana Tempo. */
  public static tempo(options: KialiTracingOptions): KialiTracing {
    return new KialiTracing('tempo', options);
  }

  private constructor(
    private readonly provider: string,
    private readonly options: KialiTracingOptions,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { internalUrl, externalUrl } = this.options;
    const example = 'http://tempo.monitoring.svc:3200';
    if (checkGiven(faults, `${prop}.internalUrl`, internalUrl, `For example, use ${example}.`)) {
      checkUrl(faults, `${prop}.internalUrl`, internalUrl, example);
    }
    checkUrl(faults, `${prop}.externalUrl`, externalUrl, 'https://traces.example.com');
  }

  /** @internal */
  public _values(): Values {
    const { internalUrl, externalUrl } = this.options;
    return {
      enabled: true,
      provider: this.provider,
      internal_url: internalUrl,
      external_url: externalUrl,
      use_grpc: false,
    };
  }
}

export function checkKialiGrafana(
  faults: Faults,
  prop: string,
  grafana: KialiGrafanaOptions | undefined,
  known: string | undefined,
): void {
  if (!grafana) return;
  const { externalUrl, internalUrl, tokenSecretName, tokenSecretKey } = grafana;
  const example = 'https://grafana.example.com';
  if (checkGiven(faults, `${prop}.externalUrl`, externalUrl, `For example, use ${example}.`)) {
    checkUrl(faults, `${prop}.externalUrl`, externalUrl, example);
  }
  checkUrl(faults, `${prop}.internalUrl`, internalUrl, 'http://grafana.monitoring.svc:80');
  if (internalUrl === undefined && known === undefined) {
    const must = 'must be set if prometheus is not a stack with a Grafana';
    faults.add(`${prop}.internalUrl`, must, undefined, 'For example, use http://grafana.monitoring.svc:80.');
  }
  checkName(faults, `${prop}.tokenSecretName`, tokenSecretName, nameRules.kubernetesObject);
  checkSecretKey(faults, `${prop}.tokenSecretKey`, tokenSecretKey, 'token');
}

/** Kiali's own default is a Grafana that the samples of Istio install. */
export function kialiGrafanaValues(grafana: KialiGrafanaOptions | undefined, known: string | undefined): Values {
  if (!grafana) return { enabled: false };
  const { externalUrl, internalUrl = known, tokenSecretName, tokenSecretKey = 'token' } = grafana;
  const auth = { type: 'bearer', token: `secret:${tokenSecretName}:${tokenSecretKey}` };
  return { enabled: true, internal_url: internalUrl, external_url: externalUrl, auth };
}

publicClass('KialiTracing', KialiTracing);
