import { checkGiven, checkInteger, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/** A dashboard that grafana.com publishes. */
export interface PublishedDashboardOptions {
  /** The dashboard's number, e.g. 7639 in `https://grafana.com/grafana/dashboards/7639`. */
  readonly id: number;

  /** The revision, which never changes once it is published. */
  readonly revision: number;

  /**
   * The name of the dashboard's Prometheus input: `__inputs[].name` in its JSON.
   *
   * @default DS_PROMETHEUS
   */
  readonly dataSourceInput?: string;
}

/** A dashboard at an address. */
export interface DashboardAtUrlOptions {
  /**
   * The address of the JSON, e.g. that of a file in a repository at a tag, or on your own mirror; `https://`, without
   * credentials. The content should never change there.
   */
  readonly url: string;

  /**
   * The name of the dashboard's Prometheus input: `__inputs[].name` in its JSON.
   *
   * @default DS_PROMETHEUS
   */
  readonly dataSourceInput?: string;
}

/** The facts about a dashboard that Grafana's chart needs. */
interface DashboardSource {
  readonly gnetId?: number;
  readonly revision?: number;
  readonly url?: string;
}

const defaultInput = 'DS_PROMETHEUS';

/**
 * A dashboard that Grafana's pod downloads when it starts. The pod doesn't start while the download fails, so nodes need a way
 * out to it: `grafana.com` on port 443, or a mirror of your own.
 */
export class GrafanaDashboard {
  /** A dashboard that grafana.com publishes, in one revision. */
  public static published(options: PublishedDashboardOptions): GrafanaDashboard {
    const { id, revision, dataSourceInput } = options;
    return new GrafanaDashboard({ gnetId: id, revision }, dataSourceInput);
  }

  /** A dashboard at an address. */
  public static atUrl(options: DashboardAtUrlOptions): GrafanaDashboard {
    return new GrafanaDashboard({ url: options.url }, options.dataSourceInput);
  }

  private constructor(
    private readonly source: DashboardSource,
    private readonly input: string = defaultInput,
  ) {}

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { gnetId, revision, url } = this.source;
    if ('url' in this.source) {
      if (checkGiven(faults, `${prop}.url`, url, 'For example, use https://dashboards.example.com/mesh.json.')) {
        const must = 'must be an https:// address without credentials, spaces or quotes';
        const pattern = /^https:\/\/[A-Za-z0-9.-]+(:\d+)?\/[^\s"'`$\\@]+$/;
        checkPattern(faults, `${prop}.url`, url, pattern, must, 'https://dashboards.example.com/mesh.json');
      }
    } else {
      checkGiven(faults, `${prop}.id`, gnetId, 'For example, use 7639.');
      checkInteger(faults, `${prop}.id`, gnetId, 1, 999_999);
      checkGiven(faults, `${prop}.revision`, revision, "Use the latest one on the dashboard's page.");
      checkInteger(faults, `${prop}.revision`, revision, 1, 99_999);
    }
    const must = 'must be an input name: letters, digits, _ and -';
    checkPattern(faults, `${prop}.dataSourceInput`, this.input, /^[\w-]+$/, must, defaultInput);
  }

  /**
   * By the names of the chart `grafana`. Its own options for the download would take any certificate.
   *
   * Source: templates/_config.tpl of https://github.com/grafana-community/helm-charts/tree/grafana-12.11.1/charts/grafana
   *
   * @param dataSource the uid of the data source that replaces the dashboard's input.
   * @internal
   */
  public _values(dataSource: string): { [key: string]: any } {
    return {
      ...this.source,
      curlOptions: '-sSfL',
      datasource: [{ name: this.input, value: dataSource }],
    };
  }
}

publicClass('GrafanaDashboard', GrafanaDashboard);
