import type { JsonMap } from '../../../command/terraform/resource';
import { type Adoption, block, given, text } from '../adoption';
import { call, code, type Expression, list, literal, props } from '../expression';

/** When Azure may upgrade the cluster. */
export function maintenanceOf(values: JsonMap, adoption: Adoption): Expression | undefined {
  const kubernetes = windowOf(block(values, 'maintenance_window_auto_upgrade'), adoption);
  const nodeImages = windowOf(block(values, 'maintenance_window_node_os'), adoption);
  const { allowed } = block(values, 'maintenance_window');
  const weeklyReleases =
    Array.isArray(allowed) && allowed.length > 0
      ? list(allowed.map((one) => hoursOf(one as JsonMap, adoption)))
      : undefined;
  return kubernetes || nodeImages || weeklyReleases ? props({}, { kubernetes, nodeImages, weeklyReleases }) : undefined;
}

function hoursOf({ day, hours }: JsonMap, adoption: Adoption): Expression {
  return props({ weekday: weekday(String(day), adoption), hours: literal(hours) });
}

function windowOf(window: JsonMap, adoption: Adoption): Expression | undefined {
  const frequency = text(window, 'frequency');
  if (frequency === undefined) return undefined;
  const MaintenanceWindow = adoption.program.library('MaintenanceWindow');
  const {
    start_time: startTime,
    duration,
    utc_offset: utcOffset,
    interval,
    day_of_week: day,
    week_index: week,
  } = window;
  const shared = { startTime: literal(startTime), durationHours: literal(duration) };
  const offset = { utcOffset: given(utcOffset) };
  if (frequency === 'Daily') {
    return call(`${MaintenanceWindow}.daily`, props(shared, { intervalDays: given(interval), ...offset }));
  }
  if (frequency === 'Weekly') {
    const required = { weekday: weekday(String(day), adoption), ...shared };
    return call(`${MaintenanceWindow}.weekly`, props(required, { intervalWeeks: given(interval), ...offset }));
  }
  if (frequency === 'AbsoluteMonthly') {
    const required = { dayOfMonth: literal(window.day_of_month), ...shared };
    return call(`${MaintenanceWindow}.monthly`, props(required, { intervalMonths: given(interval), ...offset }));
  }
  const weekOf = code(`${adoption.program.library('WeekOfMonth')}.${String(week).toUpperCase()}`);
  const required = { weekday: weekday(String(day), adoption), week: weekOf, ...shared };
  return call(`${MaintenanceWindow}.monthlyOnWeekday`, props(required, { intervalMonths: given(interval), ...offset }));
}

function weekday(day: string, adoption: Adoption): Expression {
  return code(`${adoption.program.library('Weekday')}.${day.toUpperCase()}`);
}
