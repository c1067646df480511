import type { ProgramRule } from './program-rule';
import { authorizedRangesEgress } from './rules/authorized-ranges-egress';
import { diagnosticCategoryOnce } from './rules/diagnostic-category-once';
import { endpointRecordOnce } from './rules/endpoint-record-once';
import { endpointZoneVisible } from './rules/endpoint-zone-visible';
import { keyManagementVault } from './rules/key-management-vault';
import { nameUnique } from './rules/name-unique';
import { nodeLabelNames } from './rules/node-label-names';
import { nodeResourceGroupName } from './rules/node-resource-group-name';
import { sameLocation } from './rules/same-location';
import { serviceRangeFree } from './rules/service-range-free';
import { subnetFirstNodes } from './rules/subnet-first-nodes';
import { subnetMostNodes } from './rules/subnet-most-nodes';

/** Every rule, in the order of the rows of docs/checks.md. */
export const programRules: ProgramRule[] = [
  authorizedRangesEgress,
  diagnosticCategoryOnce,
  endpointRecordOnce,
  endpointZoneVisible,
  keyManagementVault,
  nameUnique,
  nodeLabelNames,
  nodeResourceGroupName,
  sameLocation,
  serviceRangeFree,
  subnetFirstNodes,
  subnetMostNodes,
];
