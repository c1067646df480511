import { isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';
import { numberText } from '../core/token-values';
import { restrictedLabel } from './node-label-rules';

/** A condition on the labels of a provisioned node, in Karpenter's words. */
type Condition = { readonly key: string; readonly operator: string; readonly values?: string[] };

const mustBePositive = ['Gt', 'Lt'];

/**
 * A condition that the nodes of a Karpenter NodePool fulfil, by a label of theirs.
 *
 * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning-node-pools#well-known-labels-and-sku-selectors
 */
export class NodeRequirement {
  /**
   * The label has one of the values.
   *
   * @param label the label's key, e.g. `karpenter.azure.com/sku-version`.
   * @param values at least one.
   */
  public static oneOf(label: string, values: string[]): NodeRequirement {
    return new NodeRequirement({ key: label, operator: 'In', values });
  }

  /**
   * The label has none of the values.
   *
   * @param label the label's key.
   * @param values at least one.
   */
  public static noneOf(label: string, values: string[]): NodeRequirement {
    return new NodeRequirement({ key: label, operator: 'NotIn', values });
  }

  /**
   * The label's number is greater than another one.
   *
   * @param label the label's key, e.g. `karpenter.azure.com/sku-storage-ephemeralos-maxsize`.
   * @param number a whole number of 0 or more.
   */
  public static greaterThan(label: string, number: number): NodeRequirement {
    return new NodeRequirement({ key: label, operator: 'Gt', values: [numberText(number)] });
  }

  /**
   * The label's number is less than another one.
   *
   * @param label the label's key.
   * @param number a whole number of 0 or more.
   */
  public static lessThan(label: string, number: number): NodeRequirement {
    return new NodeRequirement({ key: label, operator: 'Lt', values: [numberText(number)] });
  }

  /** Nodes have the label, with any value. */
  public static exists(label: string): NodeRequirement {
    return new NodeRequirement({ key: label, operator: 'Exists' });
  }

  /** Nodes don't have the label. */
  public static doesNotExist(label: string): NodeRequirement {
    return new NodeRequirement({ key: label, operator: 'DoesNotExist' });
  }

  private constructor(
    /** @internal */
    public readonly _condition: Condition,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { key, operator, values } = this._condition;
    restrictedLabel(faults, prop, key);
    if (isKnown(values) && values.length === 0) {
      faults.add(prop, 'must have at least one value', values, 'Add a value, or use NodeRequirement.exists.');
    }
    for (const value of isKnown(values) ? values : []) {
      if (!isKnown(value)) continue;
      if (mustBePositive.includes(operator) && !/^\d+$/.test(value)) {
        faults.add(prop, 'must compare with a whole number of 0 or more', value, 'For example, use 128.');
      } else if (value.length > 63 || !/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value)) {
        const must = 'must have values of up to 63 letters, digits, -, _ and .';
        faults.add(prop, must, value, 'For example, use 5.');
      }
    }
    const known = Object.hasOwn(valuesOf, key) ? valuesOf[key] : undefined;
    const wrong = operator === 'In' && isKnown(values) ? values.find((value) => !known?.includes(value)) : undefined;
    if (known && isKnown(wrong)) {
      faults.add(prop, `must have values of ${known.join(', ')} for ${key}`, wrong, `For example, use ${known[0]}.`);
    }
  }
}

/**
 * Labels with values that are defined by Karpenter: it ignores other values, and a NodePool with none of these never becomes
 * ready.
 *
 * Source: https://github.com/Azure/karpenter-provider-azure/blob/v1.14.0/pkg/apis/v1beta1/labels.go
 */
const booleans = ['true', 'false'];
const valuesOf: { readonly [label: string]: readonly string[] } = {
  'karpenter.azure.com/sku-networking-accelerated': booleans,
  'karpenter.azure.com/sku-storage-premium-capable': booleans,
  'karpenter.azure.com/sku-storage-ultra-ssd': booleans,
  'karpenter.azure.com/placement-scope': ['zonal', 'regional'],
  'kubernetes.azure.com/mode': ['system', 'user'],
  'kubernetes.azure.com/scalesetpriority': ['regular', 'spot'],
  'kubernetes.azure.com/priority': ['regular', 'spot'],
  'kubernetes.azure.com/os-sku': ['Ubuntu', 'AzureLinux'],
  'kubernetes.azure.com/fips_enabled': ['true'],
};

publicClass('NodeRequirement', NodeRequirement);
