import type { KubernetesClusterMaintenanceWindowNodeOs } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { checkInteger, checkPattern, isKnown } from '../core/checks';
import type { Faults } from '../core/faults';
import { publicClass } from '../core/public-class';

/** A day of the week. */
export enum Weekday {
  /** Monday. */
  MONDAY = 'Monday',
  /** Tuesday. */
  TUESDAY = 'Tuesday',
  /** Wednesday. */
  WEDNESDAY = 'Wednesday',
  /** Thursday. */
  THURSDAY = 'Thursday',
  /** Friday. */
  FRIDAY = 'Friday',
  /** Saturday. */
  SATURDAY = 'Saturday',
  /** Sunday. */
  SUNDAY = 'Sunday',
}

/** Which one of a month's Mondays, Tuesdays and so on. */
export enum WeekOfMonth {
  /** The first one. */
  FIRST = 'First',
  /** The second one. */
  SECOND = 'Second',
  /** The third one. */
  THIRD = 'Third',
  /** The fourth one. */
  FOURTH = 'Fourth',
  /** The last one, be it the fourth or fifth. */
  LAST = 'Last',
}

/** Days on which nothing is to happen. */
export interface MaintenanceFreeze {
  /** The first day, as `YYYY-MM-DD`. */
  readonly firstDay: string;

  /** The last day, as `YYYY-MM-DD`. */
  readonly lastDay: string;
}

/** Options of every maintenance window. */
export interface MaintenanceWindowOptions {
  /** The start of the window, as `HH:mm` in 24-hour format, e.g. `02:00`. */
  readonly startTime: string;

  /** The duration of the window in hours, 4 to 24. */
  readonly durationHours: number;

  /**
   * The offset of `startTime` from UTC, as `+HH:mm` or `-HH:mm`. It doesn't follow daylight saving time.
   *
   * @default '+00:00'
   */
  readonly utcOffset?: string;

  /**
   * The first day on which the window applies, as `YYYY-MM-DD`.
   *
   * @default - from now on
   */
  readonly startDate?: string;

  /**
   * Days on which nothing is to happen.
   *
   * @default - none
   */
  readonly freezes?: MaintenanceFreeze[];
}

/** A window on every day, or on every second, third and so on. */
export interface DailyMaintenanceOptions extends MaintenanceWindowOptions {
  /**
   * Every how many days, 1 to 7.
   *
   * @default 1
   */
  readonly intervalDays?: number;
}

/** A window on one day of the week. */
export interface WeeklyMaintenanceOptions extends MaintenanceWindowOptions {
  /** The day. */
  readonly weekday: Weekday;

  /**
   * Every how many weeks, 1 to 4.
   *
   * @default 1
   */
  readonly intervalWeeks?: number;
}

/** A window on one day of the month. */
export interface MonthlyMaintenanceOptions extends MaintenanceWindowOptions {
  /** The day, 1 to 31. A month without it has no window. */
  readonly dayOfMonth: number;

  /**
   * Every how many months, 1 to 6.
   *
   * @default 1
   */
  readonly intervalMonths?: number;
}

/** A window on one weekday of the month, such as the second Tuesday. */
export interface MonthlyWeekdayMaintenanceOptions extends MaintenanceWindowOptions {
  /** The day. */
  readonly weekday: Weekday;

  /** Which one of the month. */
  readonly week: WeekOfMonth;

  /**
   * Every how many months, 1 to 6.
   *
   * @default 1
   */
  readonly intervalMonths?: number;
}

type When = Pick<
  KubernetesClusterMaintenanceWindowNodeOs,
  'frequency' | 'interval' | 'dayOfWeek' | 'weekIndex' | 'dayOfMonth'
>;

/**
 * A window for upgrades by Azure. An upgrade starts within the window, and may end after it.
 *
 * @see https://learn.microsoft.com/azure/aks/planned-maintenance
 */
export class MaintenanceWindow {
  /** A window on every day, or on every second, third and so on; for node images only. */
  public static daily(options: DailyMaintenanceOptions): MaintenanceWindow {
    return new MaintenanceWindow(options, { frequency: 'Daily', interval: options.intervalDays ?? 1 }, 'Days', 7);
  }

  /** A window on one day of the week. */
  public static weekly(options: WeeklyMaintenanceOptions): MaintenanceWindow {
    const { weekday, intervalWeeks: interval = 1 } = options;
    return new MaintenanceWindow(options, { frequency: 'Weekly', interval, dayOfWeek: weekday }, 'Weeks', 4);
  }

  /** A window on one day of the month. */
  public static monthly(options: MonthlyMaintenanceOptions): MaintenanceWindow {
    const { dayOfMonth, intervalMonths: interval = 1 } = options;
    return new MaintenanceWindow(options, { frequency: 'AbsoluteMonthly', interval, dayOfMonth }, 'Months', 6);
  }

  /** A window on one weekday of the month, such as the second Tuesday. */
  public static monthlyOnWeekday(options: MonthlyWeekdayMaintenanceOptions): MaintenanceWindow {
    const { weekday: dayOfWeek, week: weekIndex, intervalMonths: interval = 1 } = options;
    const when = { frequency: 'RelativeMonthly', interval, dayOfWeek, weekIndex };
    return new MaintenanceWindow(options, when, 'Months', 6);
  }

  private constructor(
    private readonly options: MaintenanceWindowOptions,
    private readonly when: When,
    private readonly unit: string,
    private readonly longestInterval: number,
  ) {}

  /** @internal */
  public get _isDaily(): boolean {
    return this.when.frequency === 'Daily';
  }

  /** @internal */
  public _check(faults: Faults, prop: string): void {
    const { startTime, durationHours, utcOffset, startDate, freezes } = this.options;
    const { unit } = this;
    checkPattern(
      faults,
      `${prop}.startTime`,
      startTime,
      /^([01]\d|2[0-3]):[0-5]\d$/,
      'must be a time as HH:mm',
      '02:00',
    );
    checkInteger(faults, `${prop}.durationHours`, durationHours, 4, 24, 'hours');
    const offset = /^[+-](0\d|1[0-4]):[0-5]\d$/;
    checkPattern(faults, `${prop}.utcOffset`, utcOffset, offset, 'must be an offset as +HH:mm or -HH:mm', '+01:00');
    checkInteger(faults, `${prop}.interval${unit}`, this.when.interval, 1, this.longestInterval, unit.toLowerCase());
    checkInteger(faults, `${prop}.dayOfMonth`, this.when.dayOfMonth, 1, 31);
    checkDate(faults, `${prop}.startDate`, startDate);
    for (const [index, { firstDay, lastDay }] of (freezes ?? []).entries()) {
      const freeze = `${prop}.freezes[${index}]`;
      const areDates = [
        checkDate(faults, `${freeze}.firstDay`, firstDay),
        checkDate(faults, `${freeze}.lastDay`, lastDay),
      ];
      if (areDates.every(Boolean) && firstDay > lastDay) {
        faults.add(`${freeze}.firstDay`, `must not be after lastDay (${lastDay})`, firstDay, 'Exchange them.');
      }
    }
  }

  /** @internal */
  public _render(): KubernetesClusterMaintenanceWindowNodeOs {
    const { startTime, durationHours, utcOffset, startDate, freezes } = this.options;
    return {
      ...this.when,
      startTime,
      duration: durationHours,
      utcOffset: utcOffset ?? '+00:00',
      startDate: startDate === undefined ? undefined : midnight(startDate),
      notAllowed: freezes?.map(({ firstDay, lastDay }) => ({ start: midnight(firstDay), end: midnight(lastDay) })),
    };
  }
}

/** The provider expects a time, Azure a date. */
function midnight(day: string): string {
  return `${day}T00:00:00Z`;
}

/** @returns whether it is a valid and known calendar date. */
function checkDate(faults: Faults, prop: string, value: string | undefined): boolean {
  if (!isKnown(value)) return false;
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)?.map(Number) ?? [];
  if (day >= 1 && day <= daysOf(year, month)) return true;
  faults.add(prop, 'must be a day of the calendar as YYYY-MM-DD', value, 'For example, use 2027-01-31.');
  return false;
}

function daysOf(year: number, month: number): number {
  const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

publicClass('MaintenanceWindow', MaintenanceWindow);
