import { Cidr } from '../core/cidr';
import type { Faults } from '../core/faults';
import { checkAnnotations, checkLabels } from '../core/kubernetes-metadata';
import { type NameRule, nameRules } from '../core/names';
import { amountOf, isQuantity } from '../core/quantity';
import { isPlainMap, isToken, type PlainMap, pathOf } from './plain-data';

/** Reports the mistakes in a value at a path inside an object. */
export type Format = (faults: Faults, at: string, value: unknown) => void;

/** A format for values that are known while synthesizing; `checkPlainData` reports other data. */
function ofKnown(check: Format): Format {
  return (faults, at, value) => {
    const isPlain = typeof value !== 'object' || Array.isArray(value) || isPlainMap(value);
    const isData = isPlain && typeof value !== 'function' && typeof value !== 'symbol' && !Number.isNaN(value);
    if (value !== undefined && value !== null && isData && !isToken(value)) check(faults, at, value);
  };
}

export function fields(formats: { readonly [field: string]: Format }): Format {
  return ofKnown((faults, at, value) => {
    if (!isPlainMap(value)) faults.add(at, 'must be a map', value, 'Use { key: value }.');
    else for (const [field, format] of Object.entries(formats)) format(faults, `${at}.${field}`, value[field]);
  });
}

export function both(one: Format, other: Format): Format {
  return (faults, at, value) => {
    one(faults, at, value);
    other(faults, at, value);
  };
}

/** @param unique the field whose value must be unique among the elements. */
export function each(format: Format, unique?: string): Format {
  return ofKnown((faults, at, value) => {
    if (!Array.isArray(value)) {
      faults.add(at, 'must be a list', value, 'Use [element].');
      return;
    }
    const firsts = new Map<unknown, string>();
    value.forEach((element, index) => {
      const own = pathOf(at, index);
      format(faults, own, element);
      const key = unique && isPlainMap(element) ? element[unique] : undefined;
      if (key === undefined || isToken(key)) return;
      const first = firsts.get(key);
      if (first) faults.add(`${own}.${unique}`, `must differ from that of ${first}`, key, 'Use a different one.');
      else firsts.set(key, own);
    });
  });
}

/** All values of a map. */
export function mapOf(format: Format): Format {
  return ofKnown((faults, at, value) => {
    if (!isPlainMap(value)) faults.add(at, 'must be a map', value, 'Use { key: value }.');
    else for (const key of Object.keys(value)) format(faults, pathOf(at, key), value[key]);
  });
}

export const text = textWhich((faults, at, value) => {
  const fix = typeof value === 'object' ? 'Use JSON.stringify(...) or one key for each value.' : `Use '${value}'.`;
  faults.add(at, 'must be text', value, fix);
});

/** Text that errors must not print. */
export const secretText = textWhich((faults, at, value) => {
  faults.add(at, 'must be text', `a ${typeof value}`, 'Put it in quotes.');
});

export const flag = ofKnown((faults, at, value) => {
  if (typeof value !== 'boolean') faults.add(at, 'must be true or false, without quotes', value, 'Use true or false.');
});

export const count = wholeNumber(0, 2_147_483_647);
export const port = wholeNumber(1, 65_535);

const servicePortName = /^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const longestPortName = 15;

/** Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/util/validation/validation.go (IsValidPortName) */
export const portName = ofKnown((faults, at, value) => {
  if (typeof value !== 'string') text(faults, at, value);
  else if (value.length > longestPortName || !servicePortName.test(value)) {
    const must =
      `must have 1 to ${longestPortName} characters: lowercase letters, digits and single -, at least one letter, ` +
      'and a letter or digit at both ends';
    faults.add(at, must, value, 'For example, use http.');
  }
});

export const portOrName = ofKnown((faults, at, value) =>
  (typeof value === 'string' ? portName : port)(faults, at, value),
);

export const protocol = ofKnown((faults, at, value) => {
  if (!['TCP', 'UDP', 'SCTP'].includes(value as string))
    faults.add(at, 'must be TCP, UDP or SCTP', value, 'For example, use TCP.');
});

/** A number or a percentage. */
export const countOrPercentage = ofKnown((faults, at, value) => {
  if (typeof value !== 'string') count(faults, at, value);
  else if (!/^\d+%$/.test(value))
    faults.add(at, 'must be a whole number or a percentage', value, 'For example, use 1, or 25%.');
});

export const quantity = ofKnown((faults, at, value) => {
  const isRight = typeof value === 'number' ? value >= 0 : typeof value === 'string' && isQuantity(value);
  if (!isRight) faults.add(at, 'must be a Kubernetes quantity', value, 'For example, use 100m or 128Mi.');
});

/** Requests and limits of a container or a claim. */
export const resources = both(
  fields({ requests: mapOf(quantity), limits: mapOf(quantity) }),
  ofKnown((faults, at, value) => {
    if (!isPlainMap(value) || !isPlainMap(value.requests) || !isPlainMap(value.limits)) return;
    for (const [resource, request] of Object.entries(value.requests)) {
      const limit = value.limits[resource];
      const [least, most] = [request, limit].map(amount);
      if (least === undefined || most === undefined || least <= most) continue;
      const fix = 'Raise the limit or lower the request.';
      faults.add(`${at}.requests.${resource}`, `must not be greater than the limit (${limit})`, request, fix);
    }
  }),
);

function amount(value: unknown): number | undefined {
  if (isToken(value)) return undefined;
  return typeof value === 'number' ? value : amountOf(typeof value === 'string' ? value : undefined);
}

export const label = named(nameRules.kubernetesLabel);
export const subdomain = named(nameRules.kubernetesObject);

/** RBAC's names become a part of a URL, and may have capitals and colons. */
export const pathSegment = ofKnown((faults, at, value) => {
  if (typeof value !== 'string') text(faults, at, value);
  else if (/[/%]/.test(value) || ['', '.', '..'].includes(value))
    faults.add(at, 'must be text without / and %, other than . and ..', value, 'For example, use shop:reader.');
});

/** The name of an object of which Kubernetes derives longer names. */
export function subdomainUpTo(maxLength: number): Format {
  return named({ ...nameRules.kubernetesObject, maxLength });
}

export const host = ofKnown((faults, at, value) => {
  subdomain(faults, at, typeof value === 'string' ? value.replace(/^\*\./, '') : value);
});

export const cidr = ofKnown((faults, at, value) => {
  if (typeof value !== 'string' || !Cidr.parse(value))
    faults.add(at, 'must be an address range in CIDR notation', value, 'For example, use 10.0.0.0/16.');
});

export const variableName = ofKnown((faults, at, value) => {
  if (typeof value !== 'string' || !/^[ -<>-~]+$/.test(value))
    faults.add(at, 'must be printable ASCII text without =', value, 'For example, use LOG_LEVEL.');
});

/** Keys of a ConfigMap or a Secret become names of files. */
export function dataOf(value: Format): Format {
  return both(
    mapOf(value),
    ofKnown((faults, at, data) => {
      if (!isPlainMap(data)) return;
      for (const key of Object.keys(data)) {
        if (/^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..')) continue;
        const must = 'must have keys of 1 to 253 letters, digits, - _ and ., other than . and those that begin with ..';
        faults.add(at, must, key, 'For example, use config.yaml.');
      }
    }),
  );
}

/** @param isSecret whether errors must not print the value. */
export function base64(isSecret: boolean): Format {
  return ofKnown((faults, at, value) => {
    const isRight = typeof value === 'string' && isBase64(value.replace(/\s/g, ''));
    const fix = `Use Buffer.from(text).toString('base64'), or put the text in ${isSecret ? 'stringData' : 'data'}.`;
    if (!isRight) faults.add(at, 'must be base64', isSecret ? undefined : value, fix);
  });
}

function isBase64(value: string): boolean {
  return value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value);
}

export const labels = metadataTexts(checkLabels);
export const annotations = metadataTexts(checkAnnotations);

/** The labels that a workload selects its pods by are those of its pods. */
export const selectorOfTemplate = ofKnown((faults, at, value) => {
  if (!isPlainMap(value)) return;
  const selected = mapAt(value, 'selector', 'matchLabels');
  const own = mapAt(value, 'template', 'metadata', 'labels');
  for (const [key, wanted] of Object.entries(selected ?? {})) {
    const given = own?.[key];
    if (given === wanted || isToken(given) || isToken(wanted)) continue;
    const fix = `Add the label ${key}: ${wanted} to template.metadata.labels.`;
    faults.add(`${at}.selector.matchLabels`, 'must select the labels of the template', `${key}: ${wanted}`, fix);
  }
});

function mapAt(value: PlainMap, ...path: string[]): PlainMap | undefined {
  const found = path.reduce<unknown>((map, key) => (isPlainMap(map) ? map[key] : undefined), value);
  return isPlainMap(found) ? found : undefined;
}

function textWhich(isNot: Format): Format {
  return (faults, at, value) => {
    if (typeof value === 'number' && isToken(value)) {
      faults.add(at, 'must be text, not a number token', undefined, 'Use Fn.tostring(...).');
    } else {
      ofKnown((_, __, known) => {
        if (typeof known !== 'string') isNot(faults, at, known);
      })(faults, at, value);
    }
  };
}

function wholeNumber(min: number, max: number): Format {
  return ofKnown((faults, at, value) => {
    const range = `a whole number of ${min} to ${max}`;
    if (typeof value === 'string') faults.add(at, `must be ${range}, not text`, value, 'Leave the quotes out.');
    else if (!Number.isInteger(value) || (value as number) < min || (value as number) > max)
      faults.add(at, `must be ${range}`, value, `Use ${range}.`);
  });
}

function named({ pattern, minLength, maxLength, allowed, example }: NameRule): Format {
  return ofKnown((faults, at, value) => {
    if (typeof value !== 'string') text(faults, at, value);
    else if (value.length < minLength || value.length > maxLength || !pattern.test(value)) {
      const must = `must have ${minLength} to ${maxLength} characters: ${allowed}`;
      faults.add(at, must, value, `For example, use ${example}.`);
    }
  });
}

/** Values known only after the apply are skipped: they may be text. */
function metadataTexts(check: (faults: Faults, prop: string, texts: { [key: string]: string }) => void): Format {
  return ofKnown((faults, at, value) => {
    if (!isPlainMap(value)) {
      faults.add(at, 'must be a map', value, 'Use { key: value }.');
      return;
    }
    const own = Object.entries(value).filter(([, entry]) => {
      const isPlain = typeof entry !== 'object' || entry === null || isPlainMap(entry) || Array.isArray(entry);
      return (
        entry !== undefined && isPlain && (typeof entry === 'string' || typeof entry === 'number' || !isToken(entry))
      );
    });
    check(faults, at, Object.fromEntries(own) as { [key: string]: string });
  });
}
