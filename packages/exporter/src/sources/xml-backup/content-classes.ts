/** Content classes: they share one space of ids in Confluence, and references may name their abstract class alone. */
export const contentClasses: readonly string[] = [
  'Page',
  'BlogPost',
  'Draft',
  'CustomContentEntityObject',
  'Comment',
  'Attachment',
  'SpaceDescription',
  'PersonalInformation',
  'GlobalDescription',
]
