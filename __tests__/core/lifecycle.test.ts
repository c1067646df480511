import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import type { TerraformResource, TerraformResourceLifecycle, TerraformStack } from 'cdktf';
import {
  AksCluster,
  ApplicationGateway,
  Namespace,
  PrivateEndpoint,
  PrivateEndpointDns,
  PrivateLinkTarget,
  WorkloadIdentity,
} from '../../lib';
import { setLifecycle } from '../../lib/core/lifecycle';
import { place, shopCluster, shopNetwork } from '../support/clusters';
import { errorOf, Planned } from '../support/planned';

function group(stack: TerraformStack, own: TerraformResourceLifecycle | undefined): ResourceGroup {
  const made = new ResourceGroup(stack, 'Group', { name: 'rg-shop', location: 'westeurope' });
  setLifecycle(made, own);
  return made;
}

function planned(own: TerraformResourceLifecycle | undefined, change: (made: ResourceGroup) => void) {
  return Planned.by((stack) => change(group(stack, own))).one('azurerm_resource_group').lifecycle;
}

const condition = { condition: true, errorMessage: 'No.' };
const other = { condition: '${var.ready}', errorMessage: 'Not yet.' };

describe('what a user assigns is added to what the construct has', () => {
  test.each<[string, TerraformResourceLifecycle | undefined, TerraformResourceLifecycle | undefined, object]>([
    ['nothing', { preventDestroy: true }, undefined, { prevent_destroy: true }],
    [
      'another key',
      { preventDestroy: true },
      { ignoreChanges: ['tags'] },
      { prevent_destroy: true, ignore_changes: ['tags'] },
    ],
    ['another list', { ignoreChanges: ['a', 'b'] }, { ignoreChanges: ['b', 'c'] }, { ignore_changes: ['a', 'b', 'c'] }],
    ['everything', { ignoreChanges: ['a'] }, { ignoreChanges: 'all' }, { ignore_changes: 'all' }],
    [
      'conditions',
      { precondition: [condition] },
      { precondition: [other] },
      {
        precondition: [
          { condition: true, error_message: 'No.' },
          { condition: '${var.ready}', error_message: 'Not yet.' },
        ],
      },
    ],
    [
      'false where nothing is on',
      { ignoreChanges: ['a'] },
      { preventDestroy: false },
      { ignore_changes: ['a'], prevent_destroy: false },
    ],
    ['a lifecycle of a construct without one', undefined, { ignoreChanges: ['a'] }, { ignore_changes: ['a'] }],
  ])('%s', (_title, own, given, expected) => {
    const lifecycle = planned(own, (made) => {
      made.lifecycle = given;
    });
    expect(lifecycle).toEqual(expected);
  });

  test('also to the object itself', () => {
    const own = { ignoreChanges: ['a'] };
    const lifecycle = planned(own, ({ lifecycle }) => {
      if (Array.isArray(lifecycle?.ignoreChanges)) lifecycle.ignoreChanges.push('b');
    });
    expect(lifecycle).toEqual({ ignore_changes: ['a', 'b'] });
    expect(own).toEqual({ ignoreChanges: ['a'] });
  });

  test('and an override still reaches the output', () => {
    const lifecycle = planned({ ignoreChanges: ['a'] }, (made) => made.addOverride('lifecycle.prevent_destroy', true));
    expect(lifecycle).toEqual({ ignore_changes: ['a'], prevent_destroy: true });
  });
});

test('taking protection away is an error', () => {
  const build = () =>
    planned({ preventDestroy: true }, (made) => {
      made.lifecycle = { preventDestroy: false };
    });
  expect(errorOf(build)).toBe(
    "ResourceGroup 'platform/Group': lifecycle.preventDestroy must not be false if the construct sets it, got false. " +
      'Set the prop of the construct instead, e.g. deletionProtection: false.',
  );
});

describe('each construct with a lifecycle of its own keeps it', () => {
  const id = (type: string) => `/subscriptions/s/resourceGroups/r/providers/${type}/shop`;

  test.each<[string, string, (stack: TerraformStack) => TerraformResource, object]>([
    [
      'a protected cluster',
      'azurerm_kubernetes_cluster',
      (stack) => shopCluster(stack, { deletionProtection: true }).resource,
      { prevent_destroy: true, ignore_changes: ['microsoft_defender'] },
    ],
    [
      'the gateway of an ingress controller',
      'azurerm_application_gateway',
      (stack) => {
        const subnet = shopNetwork(stack).addSubnet('Gateway', { prefix: '10.0.16.0/24' });
        return new ApplicationGateway(stack, 'Gateway', { ...place, gatewayName: 'shop', subnet }).resource;
      },
      { ignore_changes: [...ApplicationGateway.argumentsOwnedByController, 'microsoft_defender'] },
    ],
    [
      'an endpoint whose records others write',
      'azurerm_private_endpoint',
      (stack) => {
        const subnet = shopNetwork(stack).addSubnet('Endpoints', { prefix: '10.0.16.0/24' });
        const target = PrivateLinkTarget.storageBlob(id('Microsoft.Storage/storageAccounts'));
        const dns = PrivateEndpointDns.writtenElsewhere();
        return new PrivateEndpoint(stack, 'Blob', { ...place, endpointName: 'blob', subnet, target, dns }).resource;
      },
      { ignore_changes: ['private_dns_zone_group', 'microsoft_defender'] },
    ],
    [
      'the trust of a workload identity in a cluster of another program',
      'azurerm_federated_identity_credential',
      (stack) => {
        const lookup = { clusterName: 'old', resourceGroupName: 'rg-old' };
        const cluster = AksCluster.fromLookup(stack, 'Old', lookup);
        return new WorkloadIdentity(stack, 'Workload', {
          namespace: Namespace.fromName(stack, 'Apps', { cluster, name: 'apps' }),
          serviceAccountName: 'web',
          newIdentity: { ...place, identityName: 'web' },
        }).resource;
      },
      { precondition: [expect.anything()], ignore_changes: ['microsoft_defender'] },
    ],
  ])('%s', (_title, type, make, expected) => {
    const planned = Planned.by((stack) => {
      make(stack).lifecycle = { ignoreChanges: ['microsoft_defender'] };
    });
    expect(planned.one(type).lifecycle).toEqual(expected);
  });
});
