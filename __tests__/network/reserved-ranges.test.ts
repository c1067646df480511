import { Cidr } from '../../lib/core/cidr';
import { Faults } from '../../lib/core/faults';
import { checkNotReservedByAks } from '../../lib/network/reserved-ranges';
import { azureStack } from '../support/planned';

test.each([
  ['169.254.0.0/20', '169.254.0.0/16'],
  ['172.16.0.0/12', '172.30.0.0/16'],
  ['172.31.4.0/24', '172.31.0.0/16'],
  ['192.0.2.0/25', '192.0.2.0/24'],
])('%p meets %p, which AKS uses itself', (range, reserved) => {
  const faults = new Faults(azureStack());
  checkNotReservedByAks(faults, [
    ['podCidr', Cidr.parse('10.244.0.0/16')],
    ['serviceCidr', Cidr.parse(range)],
    ['unknown', undefined],
  ]);
  expect(faults.messages()).toEqual([
    `TerraformStack 'platform': serviceCidr must not overlap ${reserved}, which AKS reserves, got ${range}. ` +
      'For example, use 10.0.0.0/16.',
  ]);
});
