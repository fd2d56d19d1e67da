/** What is wrong with a document as a text. */
const text = {
  'line {line}': '第 {line} 行',
  'the document is empty, it needs at least version, name, sources and sinks':
    '文档是空的，至少需要 version、name、sources 和 sinks',
  'a document is a mapping with the keys version, name, sources, operators and sinks':
    '文档是带有键 version、name、sources、operators 和 sinks 的映射',
  'this is something else': '这里是别的内容',
  'a second document begins here, write each pipeline in a file of its own':
    '此处开始第二个文档，请将每个管道写在各自的文件中',
  'YAML {version} is asked for, a document is YAML 1.2: take the %YAML line out':
    '要求的是 YAML {version}，而文档是 YAML 1.2：请去掉 %YAML 行',
  'the document has {count} bytes, at most {most} (1MiB) are read': '文档有 {count} 字节，最多读取 {most}（1MiB）',
  'this is not text in UTF-8 (character U+{code}), a document is a YAML file saved as UTF-8':
    '这不是 UTF-8 文本（字符 U+{code}），文档是以 UTF-8 保存的 YAML 文件',
  'the document nests deeper than {count} levels here, no pipeline needs that':
    '文档在此处的嵌套超过 {count} 层，没有管道需要这样',
  'nests deeper than {count} levels here': '此处的嵌套超过 {count} 层',
  'the document has more than {count} words and marks up to here, no pipeline needs that':
    '文档到此处已超过 {count} 个词和标记，没有管道需要这样',
  'aliases (*name) repeat more than {count} values from here on, write the document with fewer':
    '从此处起别名（*name）重复了超过 {count} 个值，请减少别名',
  'a key takes nothing from the environment, write the name itself': '键不从环境变量取值，请直接写名称',
  'only values take ${NAME}': '只有值可用 ${NAME}',
  '{what} is not allowed as a key, write a name': '{what}不能作键，请写名称',
  'an alias (*{name})': '别名（*{name}）',
  'a list or a mapping': '列表或映射',
  'the alias *{name} stands inside what it repeats': '别名 *{name} 位于它所重复的内容之内',
  'the alias *{name} has no anchor &{anchor} before it': '别名 *{name} 之前没有锚点 &{anchor}',
  'the key {value} is written twice (first in line {line}), keep one of them':
    '键 {value} 写了两次（首次在第 {line} 行），请保留一个',
  '"${" begins the name of an environment variable': '“${”开始一个环境变量的名称',
  'write ${NAME}, or $${ for the characters ${': '请写 ${NAME}，或用 $${ 表示字符 ${',
  'the environment variable {name} is not set': '环境变量 {name} 没有设置',
  'set it or write $${ for the characters ${': '请设置它，或用 $${ 表示字符 ${',
  'cannot set {path}: there is no {name}': '无法设置 {path}：没有 {name}',
  'cannot remove {path}: there is no {name}': '无法移除 {path}：没有 {name}',
  'cannot rename {path}: there is no {name}': '无法重命名 {path}：没有 {name}',
  'cannot set {path}: {why}': '无法设置 {path}：{why}',
  'cannot remove {path}: {why}': '无法移除 {path}：{why}',
  'cannot rename {path}: {why}': '无法重命名 {path}：{why}',
  'the value is not text that a document may hold': '该值不是文档可以包含的文本',
  '{value} is not YAML': '{value} 不是 YAML',
  'the document': '文档',
  '{path} has no keys': '{path} 没有键',
  '{path} is a list of {count}, give a number from {from} to {to}':
    '{path} 是 {count} 项的列表，请给出 {from} 到 {to} 的数字',
  'the document would no longer be YAML': '文档将不再是 YAML',
  'the document is not YAML as it is, mend it first': '文档现在不是 YAML，请先更正',
  'what is there holds no keys of its own': '该处的内容没有自己的键',
  'an item of a list has no name': '列表的项没有名称',
  'the list has {count} items': '列表有 {count} 项',
} as const;

/** Why a text is not YAML. */
const syntax = {
  'a tab is not allowed as indentation, use spaces': '不能用制表符缩进，请用空格',
  'a second key begins on this line, put it on a line of its own, or the value in quotes':
    '此行开始了第二个键，请将它另起一行，或给值加引号',
  'a colon is missing after this key, or the lines below are indented wrongly': '此键之后缺少冒号，或以下各行缩进有误',
  'a value can have one anchor only, take the second "&…" out': '一个值只能有一个锚点，请去掉第二个“&…”',
  'a value can have one tag only, and a document needs none: take the "!…" out':
    '一个值只能有一个标签，而文档不需要标签：请去掉“!…”',
  'a tag is not understood here, take the "!…" out': '此处无法理解标签，请去掉“!…”',
  'an unknown escape in double quotes, write \\\\ for a backslash or use single quotes':
    '双引号中有未知的转义，请用 \\\\ 表示反斜杠，或用单引号',
  'a tag does not fit the value, take the "!…" out': '标签与值不符，请去掉“!…”',
  'a key is longer than 1024 characters': '键超过 1024 个字符',
  'the quote that begins here is not closed': '此处开始的引号没有闭合',
  'a value cannot begin with {value}, put it in quotes': '值不能以 {value} 开头，请加引号',
  'a {sign} is missing before this line, or the line needs more indentation': '此行之前缺少 {sign}，或此行需要更多缩进',
  'this is not YAML: {value} is not expected here, look at quotes, brackets and indentation before it':
    '这不是 YAML：此处不应有 {value}，请检查它之前的引号、括号和缩进',
} as const;

/** What the parser of YAML says itself; marks and words of its own stay as they are. */
const parser = {
  'block collections are not allowed within flow collections': '括号内的集合中不能使用缩进写法的集合',
  'block collection cannot start on same line with directives-end marker': '缩进写法的集合不能与 --- 在同一行开始',
  'all mapping items must start at the same column': '映射的各项必须从同一列开始',
  'all sequence items must start at the same column': '列表的各项必须从同一列开始',
  'sequence item without - indicator': '列表的项缺少 -',
  'implicit map keys need to be followed by map values': '键之后需要有值',
  'map keys must be unique': '映射的键必须各不相同',
  'map comment with trailing content': '注释之后有多余的内容',
  'missing directives-end indicator line': '缺少 --- 行',
  'missing directives-end/doc-start indicator line': '缺少 --- 行',
  'missing newline after block sequence props': '列表的锚点或标签之后缺少换行',
  'missing , between {what} items': '{what} 的各项之间缺少 ,',
  'missing , or : between {what} items': '{what} 的各项之间缺少 , 或 :',
  'missing space after : in {what}': '{what} 中 : 之后缺少空格',
  'tags and anchors must be separated from the next token by white space': '标签和锚点与其后的内容之间必须有空格',
  'comments must be separated from other tokens by white space characters': '注释与其他内容之间必须有空格',
  'anchors and tags must be after the {sign} indicator': '锚点和标签必须在 {sign} 之后',
  'an alias node must not specify any properties': '别名不能带有锚点或标签',
  'alias cannot be an empty string': '别名不能为空',
  'alias ending in : is ambiguous': '以 : 结尾的别名有歧义',
  'anchor cannot be an empty string': '锚点不能为空',
  'anchor ending in : is ambiguous': '以 : 结尾的锚点有歧义',
  'block scalar values in collections must be indented': '集合中的多行文本必须缩进',
  'block scalar lines must not be less indented than their {what}': '多行文本的各行缩进不能少于其 {what}',
  'block scalars with more-indented leading empty lines must use an explicit indentation indicator':
    '开头空行缩进更多的多行文本必须写明缩进数',
  'block scalar header not found': '找不到多行文本的开头',
  'explicit indentation indicator': '写明的缩进数',
  'first line': '第一行',
  'flow sequence': '方括号列表',
  'flow map': '花括号映射',
  '{what} must end with a {sign}': '{what}必须以 {sign} 结尾',
  'flow end indicator should be more indented than parent': '右括号的缩进应多于其上一层',
  '%TAG directive should contain exactly two parts': '%TAG 指令应恰好有两部分',
  '%YAML directive should contain exactly one part': '%YAML 指令应恰好有一部分',
  'unknown directive {name}': '未知的指令 {name}',
  'unsupported YAML version {version}': '不支持 YAML 版本 {version}',
} as const;

/** What is wrong with a document as a text, before anybody asks what it says. */
export const documentTextPhrases: Readonly<Record<string, string>> = {
  ...text,
  'this is not YAML': '这不是 YAML',
  ...syntax,
  ...parser,
};
