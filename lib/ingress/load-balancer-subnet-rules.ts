import type { Construct } from 'constructs';
import { checkGiven, isKnown } from '../core/checks';
import { Cidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import type { ISubnet } from '../network/subnet-base';
import { SubnetDelegation } from '../network/subnet-delegation';
import type { IAlbController } from './alb-controller-ref';

const service = SubnetDelegation.TRAFFIC_CONTROLLER.serviceName;
const fix = 'Use network.addSubnet(..., { prefix: a /24, delegation: SubnetDelegation.TRAFFIC_CONTROLLER }).';

/**
 * The subnet of a load balancer: delegated, and /24. With pods in an overlay network, it must be in the nodes' network.
 *
 * Source: https://learn.microsoft.com/azure/application-gateway/for-containers/container-networking
 */
export function checkLoadBalancerSubnet(
  faults: Faults,
  subnet: ISubnet | undefined,
  user: Construct,
  controller: IAlbController | undefined,
): void {
  if (!checkGiven(faults, 'subnet', subnet, fix) || !subnet) return;
  subnet._checkSameStack(faults, 'subnet', user);
  const { delegated, delegatedTo, prefixes } = subnet._facts;
  if (delegated === false || (delegatedTo !== undefined && delegatedTo !== service)) {
    faults.add('subnet', `must be delegated to ${service}`, delegatedTo ?? subnet.node.path, fix);
  }
  const isOverlay = controller?.cluster._facts.network?._isOverlay;
  const range = prefixes?.map((text) => Cidr.parse(text)).find((parsed) => parsed && !parsed.isIpv6);
  if (!range || !isKnown(prefixes?.[0])) return;
  const { prefixLength } = range;
  if (prefixLength > 24) faults.add('subnet', 'must be /24 or larger', prefixes?.join(', '), 'Use a /24.');
  else if (isOverlay && prefixLength < 24) {
    const must = "must be exactly /24: the cluster's pods are in an overlay network";
    faults.add('subnet', must, prefixes?.join(', '), 'Use a /24.');
  }
}
