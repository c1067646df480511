import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ManagedIdentity } from '../../lib';
import { azureStack, errorOf, lateErrorOf, Planned, testApp } from '../support/planned';

/** A stack whose class is not the library's `TerraformStack`, as jsii describes it. */
function stackOf(fqn: string, version: string): TerraformStack {
  function Platform() {}
  Object.assign(Platform, { [Symbol.for('jsii.rtti')]: { fqn, version } });
  const { constructor: _, ...members } = Object.getOwnPropertyDescriptors(TerraformStack.prototype);
  Object.setPrototypeOf(Platform.prototype, Object.getPrototypeOf(TerraformStack.prototype));
  Object.defineProperties(Platform.prototype, members as PropertyDescriptorMap);
  return Object.setPrototypeOf(new TerraformStack(testApp(), 'platform'), Platform.prototype);
}

function identityIn(stack: Construct, identityName = 'shop'): ManagedIdentity {
  return new ManagedIdentity(stack, 'Identity', {
    identityName,
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

const typeInformation = Symbol.for('jsii.rtti');

/** Runs an action with a class that says that it is of another version. */
function withVersion(type: object, version: string, action: () => void): void {
  const holder = type as { [typeInformation]: object };
  const own = holder[typeInformation];
  holder[typeInformation] = { ...own, version };
  try {
    action();
  } finally {
    holder[typeInformation] = own;
  }
}

test('bindings of another major version are one error, however many resources there are', () => {
  const stack = azureStack();
  identityIn(stack);
  identityIn(new Construct(stack, 'Other'), 'other');
  withVersion(UserAssignedIdentity, '13.27.0', () => {
    expect(lateErrorOf(() => Planned.of(stack))).toBe(
      "TerraformStack 'platform': @cdktf/provider-azurerm must be of major version 14, got 13.27.0. " +
        'Run npm install @cdktf/provider-azurerm@14.',
    );
  });
});

test.each(['10.3.0', '11.0.0'])('constructs %s is an error at the first construct', (version) => {
  withVersion(Construct, version, () => {
    expect(errorOf(() => identityIn(azureStack()))).toBe(
      `TerraformStack 'platform': constructs must be of a version >=10.4.2 <11.0.0, got ${version}. ` +
        'Run npm install "constructs@>=10.4.2 <11.0.0".',
    );
  });
});
