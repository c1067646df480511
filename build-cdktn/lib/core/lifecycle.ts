import type { TerraformResource, TerraformResourceLifecycle } from 'cdktn';
import { fail } from './faults';

type Lifecycle = { -readonly [key in keyof TerraformResourceLifecycle]: TerraformResourceLifecycle[key] };

/**
 * Sets a resource's lifecycle permanently: a user's later assignment to `resource.lifecycle` is merged instead of replacing it.
 * Setting `preventDestroy: false` if the construct enables it is an error.
 *
 * @param own undefined keeps the resource unchanged.
 */
export function setLifecycle(resource: TerraformResource, own: TerraformResourceLifecycle | undefined): void {
  if (!own) return;
  let current: Lifecycle = {};
  Object.defineProperty(resource, 'lifecycle', {
    configurable: true,
    enumerable: true,
    // Completed at each read, because the user may change the object.
    get: () => completed(current, own),
    set: (given: TerraformResourceLifecycle | undefined) => {
      if (own.preventDestroy && given?.preventDestroy === false) {
        const must = 'must not be false if the construct sets it';
        const fix = 'Set the prop of the construct instead, e.g. deletionProtection: false.';
        fail(resource, 'lifecycle.preventDestroy', must, false, fix);
      }
      current = { ...given };
    },
  });
}

/** Adds the missing settings of another lifecycle. */
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

/**
 * Renames the paths in `ignore_changes` of a resource in a stack's output.
 *
 * @param rename undefined removes a path.
 */
export function renameIgnored(
  attributes: { readonly [name: string]: unknown },
  rename: (path: string) => string | undefined,
): { readonly [name: string]: unknown } {
  const { lifecycle } = attributes as { readonly lifecycle?: { readonly ignore_changes?: unknown } };
  const ignored = lifecycle?.ignore_changes;
  if (!Array.isArray(ignored)) return attributes;
  const renamed = ignored.flatMap((path: string) => rename(path) ?? []);
  return { ...attributes, lifecycle: { ...lifecycle, ignore_changes: [...new Set(renamed)] } };
}
