/** The fingerprint of a serializer as it is stored beside the bytes it wrote: plain JSON, compared by `types/serializers`. */
export type SerializerFingerprint =
  | string
  | number
  | boolean
  | null
  | readonly SerializerFingerprint[]
  | { readonly [name: string]: SerializerFingerprint };
