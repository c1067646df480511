import type { ServiceIntent } from './intents';
import type { MeshServiceOptions } from './mesh-service-options';

/** Whether an intent is 0, which disables the mesh's default. */
export function isDisabled(service: MeshServiceOptions, prop: string): boolean {
  if (prop === 'retries') return service.retries?.attempts === 0;
  return prop === 'timeoutSeconds' && service.timeoutSeconds === 0;
}

/** A service without the intents that are 0, for a mesh without default retries or timeouts. */
export function withoutDisabled(
  service: ServiceIntent,
  props: readonly ('retries' | 'timeoutSeconds')[] = ['retries', 'timeoutSeconds'],
): ServiceIntent {
  const disabled = props.filter((prop) => isDisabled(service, prop));
  return { ...service, ...Object.fromEntries(disabled.map((prop) => [prop, undefined])) };
}
