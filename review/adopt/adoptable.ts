import { argumentsOf } from '../terraform/argument-facts';
import { bindingOf } from './library';
import type { StateResource } from './state';

/** Whether the program can describe a resource; others leave the state, and stay as they are. */
export function isAdoptable({ type, provider }: StateResource): boolean {
  return (
    /\/hashicorp\/(azurerm|tls)$/.test(provider) && argumentsOf(type) !== undefined && bindingOf(type) !== undefined
  );
}
