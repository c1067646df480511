import { TerraformStack } from 'cdktf';
import { ManagedIdentity } from '../../lib';
import { errorOf, testApp } from '../support/planned';

/** A stack whose class is not the library's `TerraformStack`, as jsii describes it. */
function stackOf(fqn: string, version: string): TerraformStack {
  function Platform() {}
  Object.assign(Platform, { [Symbol.for('jsii.rtti')]: { fqn, version } });
  const { constructor: _, ...members } = Object.getOwnPropertyDescriptors(TerraformStack.prototype);
  Object.setPrototypeOf(Platform.prototype, Object.getPrototypeOf(TerraformStack.prototype));
  Object.defineProperties(Platform.prototype, members as PropertyDescriptorMap);
  return Object.setPrototypeOf(new TerraformStack(testApp(), 'platform'), Platform.prototype);
}

function identityIn(stack: TerraformStack): ManagedIdentity {
  return new ManagedIdentity(stack, 'Identity', {
    identityName: 'shop',
    resourceGroupName: 'rg',
    location: 'westeurope',
  });
}

test('a stack of CDK Terrain is an error that names the package for it', () => {
  expect(errorOf(() => identityIn(stackOf('cdktn.TerraformStack', '0.24.0')))).toBe(
    "Platform 'platform': stack must be made by cdktf@0.21.0, the engine of cdktf-aks, got cdktn@0.24.0. " +
      'Install cdktn-aks in place of cdktf-aks, or create stacks with cdktf.',
  );
});

test('a stack of another copy of cdktf is an error that names the command to find it', () => {
  expect(errorOf(() => identityIn(stackOf('cdktf.TerraformStack', '0.20.1')))).toBe(
    "Platform 'platform': stack must be made by the copy of cdktf@0.21.0 that cdktf-aks uses, got cdktf@0.20.1. " +
      'Keep one copy: npm ls cdktf lists them.',
  );
});

test('a stack of a class that extends the one of the library is accepted', () => {
  class Platform extends TerraformStack {}
  expect(identityIn(new Platform(testApp(), 'platform')).node.path).toBe('platform/Identity');
});
