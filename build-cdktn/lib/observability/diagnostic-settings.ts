import { MonitorDiagnosticSetting } from '@cdktn/provider-azurerm/lib/monitor-diagnostic-setting';
import type { ITerraformDependable } from 'cdktn';
import { Construct } from 'constructs';
import { checkProps, requireProps } from '../core/checked-props';
import { checkGiven, checkName, checkSameStack, isKnown } from '../core/checks';
import { nameRules } from '../core/names';
import { implementReady } from '../core/ordering';
import { state } from '../core/program/program';
import { publicClass } from '../core/public-class';
import type { ILogAnalyticsWorkspace } from '../workspace/log-analytics-workspace-base';
import type { DiagnosticTarget } from './diagnostic-target';

/** Props of the logs of an Azure resource. */
export interface DiagnosticSettingsProps {
  /**
   * Whose logs.
   *
   * Changing this replaces the setting.
   */
  readonly target: DiagnosticTarget;

  /** Where they go, of the same stack. */
  readonly workspace: ILogAnalyticsWorkspace;

  /**
   * The categories of logs. Azure takes a category once for each workspace.
   *
   * @default - the target's defaults
   */
  readonly categories?: string[];

  /**
   * Whether the resource's metrics go to the workspace too. Azure Monitor keeps them for 93 days anyway.
   *
   * @default false
   */
  readonly metrics?: boolean;

  /**
   * The name: 1 to 255 characters, unique for the target, and not `service`.
   *
   * Changing this replaces the setting.
   *
   * @default logs
   */
  readonly settingName?: string;
}

/**
 * The diagnostic settings of an Azure resource: its logs are sent to a workspace, e.g. for audits.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings
 */
export class DiagnosticSettings extends Construct {
  /** The resources that dependents wait for: the setting. */
  public readonly ready: ITerraformDependable[];

  /** The setting itself, for arguments that this class does not offer. */
  public readonly resource: MonitorDiagnosticSetting;

  public constructor(scope: Construct, id: string, props: DiagnosticSettingsProps) {
    super(scope, id);
    requireProps(this, 'DiagnosticSettingsProps', props);
    const { target, workspace, settingName = 'logs', metrics } = props;
    checkProps(this, 'DiagnosticSettingsProps', props, (faults) => {
      if (checkGiven(faults, 'target', target, 'For example, use DiagnosticTarget.cluster(...).')) {
        target._check(faults, this);
        target._checkCategories(faults, 'categories', props.categories);
      }
      if (checkGiven(faults, 'workspace', workspace, 'For example, use LogAnalyticsWorkspace.fromLookup(...).')) {
        checkSameStack(faults, 'workspace', workspace, this, 'LogAnalyticsWorkspace.fromLookup');
      }
      checkName(faults, 'settingName', settingName, nameRules.monitorPart);
      if (isKnown(settingName) && settingName.toLowerCase() === 'service') {
        faults.add('settingName', 'must not be service, which Azure reserves', settingName, 'Use another name.');
      }
    });

    this.resource = new MonitorDiagnosticSetting(this, 'Resource', {
      name: settingName,
      targetResourceId: target._resourceId,
      logAnalyticsWorkspaceId: workspace.workspaceId,
      logAnalyticsDestinationType: target._destinationType,
      enabledLog: (props.categories ?? target._categories).map((category) => ({ category })),
      enabledMetric: metrics ? [{ category: 'AllMetrics' }] : undefined,
    });
    this.ready = [this.resource];
    implementReady(this, () => this.ready);
    state(this, 'diagnostics', () => ({
      targetId: target._resourceId,
      workspaceId: workspace.workspaceId,
      categories: props.categories ?? target._categories,
      hasMetrics: metrics ?? false,
    }));
  }
}

publicClass('DiagnosticSettings', DiagnosticSettings);
