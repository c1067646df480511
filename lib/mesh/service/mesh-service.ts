import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../../core/checked-props';
import { compact } from '../../core/compact';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { warn } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import type { Manifest } from '../../helm/manifest';
import { stateCloud } from '../../network/cloud-endpoints';
import { dialectOf } from '../dialects/dialects';
import type { IMeshNamespace } from '../mesh-namespace-ref';
import type { ServiceIntent } from '../traffic/intents';
import { meshAccessRules } from '../traffic/mesh-access-register';
import { defaultDenials } from '../traffic/mesh-default-deny-claim';
import { ServiceProtocol } from '../traffic/service-protocol';
import { hostOf } from '../traffic/versions';
import { isDisabled } from '../traffic/zero-intents';
import { otherObjectsFor } from './mesh-other-objects';
import { ownedServices } from './mesh-owned-services';
import type { MeshServiceProps } from './mesh-service-props';
import { checkMeshService, describedServices, featuresOf, featuresOfRoutes, keyOfService } from './mesh-service-rules';

/**
 * The mesh configuration of a service: versions and their weights, retries, timeouts, limits, allowed callers. Each mesh has its
 * own objects for it; unsupported features are rejected, and the error names the meshes that support them.
 *
 * It describes one Kubernetes Service and the pods behind it. Its Terraform address and release name don't depend on the mesh: if
 * the mesh changes, the release is upgraded in place. Changing a weight updates the objects in place.
 */
export class MeshService extends Construct {
  /** The namespace; it determines the mesh. */
  public readonly namespace: IMeshNamespace;

  /** The name of the Kubernetes Service. */
  public readonly serviceName: string;

  /** The release of the mesh's objects; undefined if no prop needs one. */
  public readonly manifests?: KubernetesManifests;

  /** The resources that dependents wait for before they rely on this configuration. */
  public readonly ready: ITerraformDependable[];

  /**
   * The props with the preset applied.
   *
   * @internal
   */
  public readonly _intent: ServiceIntent;

  public constructor(scope: Construct, id: string, props: MeshServiceProps) {
    super(scope, id);
    requireProps(this, 'MeshServiceProps', props);
    const intent = intentOf(props);
    checkProps(this, 'MeshServiceProps', props, (faults) => {
      checkMeshService(faults, this, props, intent);
    });

    this._intent = intent;
    this.namespace = props.namespace;
    this.serviceName = props.name;
    describedServices.take(props.namespace.cluster, this, keyOfService(props));
    this.manifests = this.makeManifests();
    this.ready = [...(this.manifests?.ready ?? []), ...this.namespace.ready];
    implementReady(this, () => this.ready);
    const { _cloud: cloud } = intent.jwtAuthentication ?? {};
    if (cloud !== undefined) stateCloud(this, 'jwtAuthentication.cloud', cloud);
    if (intent.allowFrom) meshAccessRules.add(props.namespace.cluster, this);
    this.warn(props);
    this.namespace.mesh._traffic.madeService?.(this);
  }

  private objects(): Manifest[] {
    const { _traffic: traffic } = this.namespace.mesh;
    return [...ownedServices(this._intent, traffic), ...traffic.service(this._intent)];
  }

  private makeManifests(): KubernetesManifests | undefined {
    const { namespaceName, cluster } = this.namespace;
    const objects = this.objects();
    if (objects.length === 0) return undefined;
    const manifests = new KubernetesManifests(this, 'Manifests', {
      cluster,
      releaseName: derivedName(this.serviceName, 'traffic', nameRules.helmRelease),
      namespace: namespaceName,
      manifests: objects,
      _finalManifests: () => this.objects(),
    });
    manifests.node.addDependency(this.namespace);
    return manifests;
  }

  private warn({ policy, timeoutSeconds: own }: MeshServiceProps): void {
    const { retries, timeoutSeconds, protocol } = this._intent;
    const isEndless = !timeoutSeconds && retries?.perTryTimeoutSeconds === undefined;
    if (retries && !isDisabled(this._intent, 'retries') && isEndless) {
      const text = 'Retries have no time limit. Set timeoutSeconds, or perTryTimeoutSeconds of retries.';
      warn(this, 'W270', text);
    }
    if (protocol === ServiceProtocol.GRPC && policy && own === undefined && timeoutSeconds !== undefined) {
      const text = `The preset's timeout of ${timeoutSeconds} s also ends gRPC streams. Set timeoutSeconds: ${timeoutSeconds} if the service has only unary calls, or timeoutSeconds: 0.`;
      warn(this, 'W274', text);
    }
    const { capabilities } = dialectOf(this.namespace.mesh);
    for (const [, feature] of [...featuresOf(this._intent), ...featuresOfRoutes(this._intent)]) {
      const { caution } = capabilities[feature];
      if (caution !== undefined) warn(this, 'W271', caution);
    }
    const { cluster } = this.namespace;
    const closed = 'No caller is allowed: the mesh denies by default, and allowFrom is not set.';
    warn(this, 'W351', closed, () => !this._intent.allowFrom && defaultDenials.ownerOn(cluster) !== undefined);
    const { namespaceName } = this._intent;
    const others = () => otherObjectsFor(cluster, { name: this.serviceName, namespaceName });
    const twice = () =>
      `The host ${hostOf(this.serviceName, namespaceName)} is also configured by ${others().join(', ')}, but the mesh uses only one of them. Move its settings to the MeshService, or remove them here.`;
    warn(this, 'W277', twice, () => this.manifests !== undefined && others().length > 0);
    const injections = [this._intent, ...(this._intent.routes ?? [])].map(({ faultInjection }) => faultInjection);
    if (injections.some((injection) => injection && !injection.onlyWithHeader)) {
      const text =
        'All callers receive the errors and delays of faultInjection. Set onlyWithHeader to restrict them to test requests.';
      warn(this, 'W350', text);
    }
  }
}

/** Props take precedence over the preset. */
function intentOf({ policy, namespace, ...props }: MeshServiceProps): ServiceIntent {
  return { ...policy?._intents, ...compact({ ...props }), namespaceName: namespace?.namespaceName } as ServiceIntent;
}

publicClass('MeshService', MeshService);
