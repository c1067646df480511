import type { TerraformResource, TerraformResourceLifecycle } from 'cdktf';
import { fail } from './faults';

type Lifecycle = { -readonly [key in keyof TerraformResourceLifecycle]: TerraformResourceLifecycle[key] };

/**
 * Gives a resource a lifecycle that stays: what a user assigns to `resource.lifecycle` later is added to it instead of replacing
 * it. A `preventDestroy: false` against one that is on is an error.
 *
 * @param own undefined leaves the resource as it is.
 */
export function setLifecycle(resource: TerraformResource, own: TerraformResourceLifecycle | undefined): void {
  if (!own) return;
  let current: Lifecycle = {};
  Object.defineProperty(resource, 'lifecycle', {
    configurable: true,
    enumerable: true,
    // Completed at each read: the object is the user's to change.
    get: () => completed(current, own),
    set: (given: TerraformResourceLifecycle | undefined) => {
      if (own.preventDestroy && given?.preventDestroy === false) {
        const must = 'must not be false where the construct sets it';
        const fix = 'Set the prop of the construct instead, e.g. deletionProtection: false.';
        fail(resource, 'lifecycle.preventDestroy', must, false, fix);
      }
      current = { ...given };
    },
  });
}

/** Adds to a lifecycle what it lacks of another one. */
function completed(lifecycle: Lifecycle, own: TerraformResourceLifecycle): Lifecycle {
  for (const key of Object.keys(own) as (keyof Lifecycle)[]) {
    const [given, wanted] = [lifecycle[key], own[key]];
    const others = Array.isArray(given) ? given : [];
    const value = Array.isArray(wanted) ? [...new Set([...wanted, ...others])] : wanted;
    // Ignoring everything covers any list.
    if (wanted !== undefined && given !== 'all') Object.assign(lifecycle, { [key]: value });
  }
  return lifecycle;
}
