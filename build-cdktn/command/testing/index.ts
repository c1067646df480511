export { type Matcher, matchers } from './matchers';
export {
  type Attributes,
  type KubernetesObject,
  type Release,
  type Remark,
  type Resource,
  SynthesizedStack,
} from './synthesized-stack';
