/** What is said about the app's own cost, in English. */
export const enCost = {
  'cost.title': 'This app',
  'cost.cpu': '{percent} CPU',
  'cost.unknown': 'measuring…',
  'cost.dearest': 'dearest sensor: {sensor}, {percent}',
  'cost.dearestHint': 'The sensor that takes most of a core. What the system does for it elsewhere is not in it.',
  'cost.thinned': 'Over its budget, so read less often:',
  'cost.thinnedHint': 'The budget is on the page of settings. Sensors are read as often as before once there is room.',
  'gap.budget': '{sensor} read less often: over budget',
  'cost.every': '{sensor}: every {seconds} s',
  'settings.cost': 'Cost of the app',
  'settings.budget': 'Budget',
  'settings.budget.none': 'None',
  'settings.budget.percent': '{percent} % of a core',
  'settings.budgetHint':
    'When the app has taken more for twenty seconds, it reads its dearest sensor half as often, and so on; a minute with room brings them back.',
} as const;
