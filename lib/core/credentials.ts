import { withoutMarkers } from './token-faults';

/** A user or a password before the host of a URL; the user alone is no credential of SSH. */
const inUrl = /(\b[a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@:<]*:[^\s/?#@<]+|(?<!\bssh:\/\/)[^\s/?#@:<]+)@/gi;
/** The secret parts of connection strings and of signed URLs. */
const inConnection = /\b((?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd|sig)\s*=\s*)[^;&\s<]+/gi;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/g;

/** The text with each credential replaced by `***`; a token is not a credential. */
export function withoutCredentials(text: string): string {
  return withoutMarkers(text).replace(inUrl, '$1***@').replace(inConnection, '$1***').replace(privateKey, '***');
}

/** Whether a text that would be in the synthesized JSON contains literal credentials. */
export function holdsCredentials(text: string): boolean {
  return withoutCredentials(text) !== withoutMarkers(text);
}
