/** Changes to headers; 1 or more. Values are taken literally, also where a proxy has expressions such as `%REQ(x)%`. */
export interface HeaderChanges {
  /**
   * Headers that get this value in place of theirs, by their name in lowercase.
   *
   * @default - none
   */
  readonly setTo?: { [name: string]: string };

  /**
   * Headers that get this value in addition to existing ones, by their name in lowercase.
   *
   * @default - none
   */
  readonly add?: { [name: string]: string };

  /**
   * The names of headers that are removed, in lowercase.
   *
   * @default - none
   */
  readonly remove?: string[];
}
