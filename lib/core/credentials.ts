import { withoutMarkers } from './token-faults';

/** A user, or a password, in front of the host of a URL. */
const inUrl = /(\b[a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@:<]*:[^\s/?#@<]+|[^\s/?#@:<]+)@/gi;
/** The secret parts of connection strings and of signed URLs. */
const inConnection = /\b((?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd|sig)\s*=\s*)[^;&\s<]+/gi;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/g;

/** The text with `***` for each credential that it holds; a token is none. */
export function withoutCredentials(text: string): string {
  return withoutMarkers(text).replace(inUrl, '$1***@').replace(inConnection, '$1***').replace(privateKey, '***');
}

/** Whether literal credentials are in a text that the synthesized JSON would hold. */
export function holdsCredentials(text: string): boolean {
  return withoutCredentials(text) !== withoutMarkers(text);
}
