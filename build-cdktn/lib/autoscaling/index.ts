export * from './cluster-trigger-authentication';
export { CronTriggerOptions } from './cron-trigger';
export { CustomTriggerOptions } from './custom-trigger';
export { KedaAttributes } from './imported-keda';
export * from './keda';
export { IKeda, KedaIdentityOptions } from './keda-base';
export { KedaChartOptions, KedaInstallation } from './keda-installation';
export * from './keda-metrics';
export { KedaVersion } from './keda-version';
export { MeshRequestRateOptions } from './mesh-request-rate';
export { MetricsSource, PrometheusServerOptions, PrometheusSignIn } from './metrics-source';
export { PrometheusTriggerOptions } from './prometheus-trigger';
export { ResourceTriggerOptions } from './resource-trigger';
export { FallbackBehavior, ScaleFallback } from './scale-fallback';
export * from './scale-target';
export * from './scale-trigger';
export * from './scale-trigger-options';
export * from './scaled-object';
export * from './scaled-object-props';
export { ScalingBehavior } from './scaling-behavior';
export * from './scaling-policy';
export {
  ServiceBusQueueTriggerOptions,
  ServiceBusTopicTriggerOptions,
  ServiceBusTriggerOptions,
} from './service-bus-trigger';
export * from './trigger-authentication';
export { ITriggerAuthentication, TriggerAuthenticationOptions, TriggerSecret } from './trigger-authentication-base';
