import type { IConstruct } from 'constructs';
import type { IAksCluster } from '../../cluster/aks-cluster-ref';
import { Register } from '../../core/ledger';
import type { Values } from '../../helm/owned-values';
import { layered } from '../../helm/values';

/** A construct that decides about the settings of a whole mesh, in which the mesh's telemetry has its place. */
export interface SettingsOwner extends IConstruct {
  /**
   * What the user has given, which telemetry must not override.
   *
   * @internal
   */
  readonly _givenSettings: Values;
}

/** A construct that asks a mesh for telemetry. */
export interface MeshObserver extends IConstruct {
  /**
   * Who decides about the settings of its mesh; undefined where this stack doesn't.
   *
   * @internal
   */
  _settingsOwner(): SettingsOwner | undefined;

  /**
   * What telemetry adds to the settings that a user has given.
   *
   * @internal
   */
  _settingsWith(given: Values): Values;
}

/** Who observes the meshes of a cluster. */
export const meshObservers = new Register<MeshObserver>();

/**
 * Settings with what the finished program's telemetry adds to them.
 *
 * @param place the path of telemetry's settings in the others.
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
