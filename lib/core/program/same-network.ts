import { TerraformStack } from 'cdktf';
import type { NetworkRef } from './facts';
import type { ProgramModel } from './program-model';

/** Whether networks of the same name are one: stacks that read the subscription from the environment may be of several. */
export function isCertainlySame(model: ProgramModel, one: NetworkRef, other: NetworkRef): boolean {
  if (TerraformStack.of(one.scope) === TerraformStack.of(other.scope)) return true;
  const { subscription } = model.network(one);
  return subscription !== undefined && subscription === model.network(other).subscription;
}
