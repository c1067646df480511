import { allProperties, inputStructs, roomOf } from '../support/assembly';
import { changesOf } from '../support/changes';
import { readFacts } from '../support/facts';
import { allVariants } from '../support/variants';

const structs = inputStructs();

// A prop that takes a struct leaves it to the struct's own props to say what they replace.
const documents = new Map(
  structs.flatMap((type) =>
    allProperties(type)
      .filter(({ type: { fqn } }) => !structs.some((struct) => struct.fqn === fqn))
      .map(({ name, docs }) => [`${type.name}.${name}`, `${docs?.summary} ${docs?.remarks}`] as const),
  ),
);

const facts = readFacts<{ readonly [type: string]: string[] }>('replacing-arguments.json');

/** Replacing a role assignment or a federation costs nothing that a reader must be warned of. */
const cheap = ['azurerm_role_assignment', 'azurerm_federated_identity_credential'];

const variants = allVariants().filter(
  ({ refused, needed, structName, prop }) =>
    refused === undefined && needed === undefined && documents.has(`${structName}.${prop}`),
);

describe('a prop whose change replaces a resource says so', () => {
  test.each(variants.map((variant) => [`${variant.structName}.${variant.prop}`, variant] as const))(
    '%s',
    (id, variant) => {
      const [base, changed] = [variant.base().plan, variant.changed().plan];
      if (!base || !changed) throw new Error(`See props.ts: ${variant.base().error ?? variant.changed().error}`);
      const replaced = changesOf(base, changed)
        .filter(({ type, path }) => !cheap.includes(type) && (facts[type] ?? []).includes(path.join('.')))
        .map(({ type, path }) => `${type}: ${path.join('.')}`);
      if (replaced.length > 0 && !/Changing this\b[^.]*\breplaces\b/.test(documents.get(id) ?? '')) {
        const type = structs.find(({ name }) => name === variant.structName);
        throw new Error(
          `${id} (room ${type && roomOf(type)}) changes ${replaced.join(', ')}, which replaces it. ` +
            `Say "Changing this replaces the ..." in its documentation.`,
        );
      }
    },
  );
});
