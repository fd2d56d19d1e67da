/** The language that the page speaks now; what shows a text in a template shows it anew when this changes. */
export const locale = $state<{ current: 'en' | 'zh-CN' }>({ current: 'en' });
