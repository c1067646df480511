import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Register } from '../../core/ledger';
import type { Values } from '../../helm/owned-values';
import { layered } from '../../helm/values';

/** A construct that owns the mesh-wide settings, which include the mesh's telemetry. */
export interface SettingsOwner extends IConstruct {
  /**
   * The user's settings, which telemetry must not override.
   *
   * @internal
   */
  readonly _givenSettings: Values;
}

/** A construct that configures a mesh's telemetry. */
export interface MeshObserver extends IConstruct {
  /**
   * The owner of its mesh's settings; undefined if this stack doesn't own them.
   *
   * @internal
   */
  _settingsOwner(): SettingsOwner | undefined;

  /**
   * The user's settings with telemetry added.
   *
   * @internal
   */
  _settingsWith(given: Values): Values;
}

/** The constructs that configure the telemetry of a cluster's meshes. */
export const meshObservers = new Register<MeshObserver>();

/**
 * Settings with the telemetry of the complete program added.
 *
 * @param place the path of the telemetry settings within the others.
 */
export function withTelemetry(
  cluster: IAksCluster,
  owner: SettingsOwner,
  settings: Values,
  place: (added: Values) => Values = (added) => added,
): Values {
  return meshObservers
    .on(cluster)
    .filter((observer) => observer._settingsOwner() === owner)
    .map((observer) => observer._settingsWith(owner._givenSettings))
    .filter((added) => Object.keys(added).length > 0)
    .reduce((all, added) => layered(all, place(added)), settings);
}
