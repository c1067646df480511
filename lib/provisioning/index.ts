export * from './aks-node-class';
export { ConsolidationPolicy, DisruptionBudget, DisruptionOptions, DisruptionReason } from './disruption';
export * from './karpenter-node-pool';
export * from './karpenter-node-pool-props';
export * from './node-requirement';
