/** What explains watermarks, in English. */
export const enLesson = {
  'lesson.title': 'What is a watermark?',
  'lesson.rows':
    'Each row carries the time at which it was made. Rows do not come in the order of that time: here some come up to three seconds after newer ones.',
  'lesson.window':
    'A window counts the rows made within the same five seconds. When can it give its result? Once the watermark is at its end. The watermark is a moment that moves on with the rows and says: rows from before me are no longer waited for.',
  'lesson.patient':
    'Two windows count the same rows here. “patient” holds its watermark three seconds behind the newest row (out_of_orderness: 3s in its document): its results come later, and miss nothing.',
  'lesson.hasty':
    '“hasty” has its watermark right at the newest row: its results come at once. A row that comes when its window is done is late: it is not counted there, and goes out as a late row.',
  'lesson.table': 'What came of it so far',
  'lesson.result': 'Newest result',
  'lesson.late': 'Late rows',
  'lesson.rowsOf': '{rows} {rows:row|rows}',
  'lesson.charts': 'Compare the two charts',
  'lesson.windows': 'See the windows',
  'lesson.showLate': 'See the late rows',
  'lesson.dismiss': 'Do not explain this again',
  'cmd.lesson': 'Explain what a watermark is',
  'lesson.lateRate': '{rate}/s late',
  'time.name': 'Watermark of {node}: {age}. Show its windows.',
  'time.lateName': 'Late rows of {node}: {count}. Show them.',
  'windows.legend': 'How to read it',
  'legend.watermark': 'watermark: rows from before it are no longer waited for',
  'legend.newest': 'newest row: the latest time that any row has',
  'legend.wait': 'between them: the time that rows may be out of order',
  'legend.open': 'open: still counts rows',
  'legend.fired': 'fired: its result is out; what comes for it now is late',
  'windows.result': 'fired · {name} {value}',
  'windows.late':
    'Late rows: {count}. They came for windows that were done, are not counted, and went out as late rows.',
  'windows.showLate': 'Show the late rows of {node}',
  'columns.help': 'What do the columns say?',
  'columns.watermark': 'how far the watermark is: rows from before it are no longer waited for',
  'columns.late': 'rows that came for a window that had given its result: not counted',
  'columns.rejected': 'rows that could not be read or computed',
  'columns.dropped': 'rows that were given up because nobody could take them in time',
  'columns.busy': 'share of the time in which it works',
  'columns.backpressured': 'share of the time in which it waits for what comes after it',
  'columns.idle': 'share of the time in which it waits for rows',
  'columns.queued': 'rows on their way to it, and how full that makes its queue',
  'columns.keeps': 'what it has to remember: keys, and entries of all of them',
  'strip.ask': 'What is the line near the end?',
  'strip.is':
    'The line is the watermark: up to it the chart is complete. To the right of it rows may still come and change what is drawn.',
  'strip.none':
    'There is no watermark in what is shown now. Where there is one, the chart is complete up to its line, and may still change to the right of it.',
  'strip.close': 'Close',
} as const;
