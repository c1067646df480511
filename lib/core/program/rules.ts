import type { ProgramRule, ResourceRule } from './program-rule';
import { apiServerNetworkEncryption } from './rules/api-server-network-encryption';
import { authorizedRangesEgress } from './rules/authorized-ranges-egress';
import { cloudOfEndpoints } from './rules/cloud-of-endpoints';
import { diagnosticCategoryOnce } from './rules/diagnostic-category-once';
import { endpointRecordOnce } from './rules/endpoint-record-once';
import { endpointZoneVisible } from './rules/endpoint-zone-visible';
import { gatewayCertificateExists } from './rules/gateway-certificate-exists';
import { identityRegions } from './rules/identity-regions';
import { insightsAlertRule } from './rules/insights-alert-rule';
import { keyManagementVault } from './rules/key-management-vault';
import { locationOfCloud } from './rules/location-of-cloud';
import { nameOfOtherStack } from './rules/name-of-other-stack';
import { nameUnique } from './rules/name-unique';
import { natGatewayNetwork } from './rules/nat-gateway-network';
import { nodeLabelNames } from './rules/node-label-names';
import { nodeResourceGroupName } from './rules/node-resource-group-name';
import { objectReleaseOnce } from './rules/object-release-once';
import { remoteGatewayOnce } from './rules/remote-gateway-once';
import { rulePriorityOnce } from './rules/rule-priority-once';
import { sameLocation } from './rules/same-location';
import { securityPatchWindows } from './rules/security-patch-windows';
import { serviceRangeFree } from './rules/service-range-free';
import { stateOfOtherStack } from './rules/state-of-other-stack';
import { stateOutsideOutput } from './rules/state-outside-output';
import { staticAddressUnique } from './rules/static-address-unique';
import { subnetExclusive } from './rules/subnet-exclusive';
import { subnetFirstNodes } from './rules/subnet-first-nodes';
import { subnetMostNodes } from './rules/subnet-most-nodes';
import { tagLimitsRule } from './rules/tag-limits';
import { zoneOfNetworkOnce } from './rules/zone-of-network-once';

/** Every rule, in the order of the rows of docs/checks.md. */
export const programRules: (ProgramRule | ResourceRule)[] = [
  apiServerNetworkEncryption,
  authorizedRangesEgress,
  cloudOfEndpoints,
  diagnosticCategoryOnce,
  endpointRecordOnce,
  endpointZoneVisible,
  gatewayCertificateExists,
  identityRegions,
  insightsAlertRule,
  keyManagementVault,
  locationOfCloud,
  nameOfOtherStack,
  nameUnique,
  natGatewayNetwork,
  nodeLabelNames,
  nodeResourceGroupName,
  objectReleaseOnce,
  remoteGatewayOnce,
  rulePriorityOnce,
  sameLocation,
  securityPatchWindows,
  serviceRangeFree,
  stateOfOtherStack,
  stateOutsideOutput,
  staticAddressUnique,
  subnetExclusive,
  subnetFirstNodes,
  subnetMostNodes,
  tagLimitsRule,
  zoneOfNetworkOnce,
];
