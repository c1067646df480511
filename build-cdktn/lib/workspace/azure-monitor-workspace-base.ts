import type { ITerraformDependable } from 'cdktn';
import { Construct, type IConstruct } from 'constructs';
import { fail } from '../core/faults';
import { publicMethods } from '../core/public-class';
import { AzureRole } from '../identity/azure-role';
import { Grant } from '../identity/grant';
import type { IPrincipal } from '../identity/principal';
import { privateLinkServices } from '../network/private-link-services';
import { knownFacts } from '../network/private-link-target';
import type { IPrivateLinkTarget, PrivateLinkFacts } from '../network/private-link-target-ref';

/** An Azure Monitor workspace, where Prometheus metrics are kept: created here, or imported by name or id. */
export interface IAzureMonitorWorkspace extends IConstruct, IPrivateLinkTarget {
  /** The workspace's resource id. */
  readonly workspaceId: string;

  /** The address that answers queries in Prometheus' language. Throws on an import of which it isn't known. */
  readonly queryEndpoint: string;

  /** The resources that dependents wait for; empty for a workspace that exists already. */
  readonly ready: ITerraformDependable[];

  /**
   * Grants the right to query all metrics, e.g. to Grafana, KEDA or users. Role: `Monitoring Data Reader`.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-api-promql
   * @param principal the principal; a construct must be in the same stack.
   */
  grantReadMetrics(principal: IPrincipal): Grant;

  /**
   * Lets a Prometheus of your own write metrics (remote write). Role: `Monitoring Metrics Publisher` on the workspace's default
   * data collection rule.
   *
   * Throws on an import of which only the id is known.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-remote-write
   * @param principal the principal; a construct must be in the same stack.
   */
  grantPublishMetrics(principal: IPrincipal): Grant;

  /**
   * The workspace's region; undefined where it isn't known.
   *
   * @internal
   */
  readonly _location?: string;

  /**
   * Whether queries from the Internet are possible; undefined if it isn't known.
   *
   * @internal
   */
  readonly _isPublic?: boolean;

  /**
   * Called for each private endpoint of the workspace, and for Grafana's managed private endpoint.
   *
   * @internal
   */
  _notePrivateEndpoint(): void;
}

/**
 * What new and imported workspaces share.
 *
 * @internal
 */
export abstract class AzureMonitorWorkspaceBase extends Construct implements IAzureMonitorWorkspace {
  public abstract readonly workspaceId: string;
  public abstract readonly queryEndpoint: string;
  public abstract readonly ready: ITerraformDependable[];
  /** @internal */
  public abstract readonly _location?: string;

  public grantReadMetrics(principal: IPrincipal): Grant {
    return Grant.on(this, { role: AzureRole.MONITORING_DATA_READER, principal, resourceId: this.workspaceId });
  }

  public grantPublishMetrics(principal: IPrincipal): Grant {
    const resourceId = this._dataCollectionRuleId;
    if (resourceId === undefined) {
      const fix = 'Import the workspace with AzureMonitorWorkspace.fromLookup.';
      fail(this, 'grantPublishMetrics', 'must have a known data collection rule of the workspace', undefined, fix);
    }
    return Grant._on(this, { role: AzureRole.MONITORING_METRICS_PUBLISHER, principal, resourceId }, 'Rule');
  }

  /** @internal */
  public get _isPublic(): boolean | undefined {
    return undefined;
  }

  /** @internal */
  public get _privateLink(): PrivateLinkFacts {
    const { _location: location, workspaceId } = this;
    const facts = knownFacts(privateLinkServices.monitorWorkspace, workspaceId, 'prometheusMetrics', location);
    return {
      ...facts,
      construct: this,
      check: (faults, prop, endpoint) => {
        facts.check(faults, prop, endpoint);
        if (location !== undefined) return;
        const fix = 'Pass it to AzureMonitorWorkspace.fromWorkspaceId, or use fromLookup.';
        faults.add(prop, "must have a known location, which is part of its DNS zone's name", this.node.path, fix);
      },
      isOpen: () => this._isPublic,
      noteEndpoint: () => this._notePrivateEndpoint(),
    };
  }

  /** @internal */
  public _notePrivateEndpoint(): void {}

  /** @internal */
  protected abstract readonly _dataCollectionRuleId?: string;
}

publicMethods('IAzureMonitorWorkspace', AzureMonitorWorkspaceBase);
