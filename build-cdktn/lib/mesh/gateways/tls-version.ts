/** The minimum TLS version. */
export enum TlsVersion {
  /** TLS 1.2. */
  TLS_1_2 = 'TLSV1_2',

  /** TLS 1.3. */
  TLS_1_3 = 'TLSV1_3',
}

/**
 * The certificate that an ingress serves.
 *
 * @internal
 */
export interface TlsIntent {
  readonly secretName: string;
  readonly minimumVersion: TlsVersion;

  /** Whether clients must present a certificate too. */
  readonly asksClients: boolean;
}
