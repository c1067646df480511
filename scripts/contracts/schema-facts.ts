/** What is kept of a schema as Terraform prints it: the same for every version of Terraform, and without prose. */
export function schemaFacts(printed: unknown): object {
  const { provider, resource_schemas = {}, data_source_schemas = {} } = printed as Printed;
  return sorted({
    provider: schema(provider),
    resource_schemas: mapped(resource_schemas, schema),
    data_source_schemas: mapped(data_source_schemas, schema),
  }) as object;
}

type Tree = { readonly [key: string]: any };
type Printed = { readonly [part: string]: Tree };

const schema = ({ version = 0, block }: Tree): Tree => ({ version, block: blockOf(block) });

function blockOf({ attributes, block_types, deprecated }: Tree): Tree {
  return present({
    attributes: attributes && mapped(attributes, attribute),
    block_types: block_types && mapped(block_types, nested),
    deprecated,
  });
}

function nested({ nesting_mode, block, min_items, max_items }: Tree): Tree {
  return present({ nesting_mode, block: blockOf(block), min_items, max_items });
}

function attribute({ type, nested_type, required, optional, computed, sensitive, deprecated, write_only }: Tree): Tree {
  const inside = nested_type && {
    attributes: mapped(nested_type.attributes, attribute),
    nesting_mode: nested_type.nesting_mode,
  };
  return present({ type, nested_type: inside, required, optional, computed, sensitive, deprecated, write_only });
}

function mapped(tree: Tree, use: (value: Tree) => Tree): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, use(value)]));
}

/** Terraform leaves out what is false or zero. */
function present(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([, value]) => value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
