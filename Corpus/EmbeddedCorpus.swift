/// The first archive, inside the program: a catalogue and the texts it names.
///
/// The texts belong to their publishers and authors; the licence of the program does not cover
/// them. The catalogue says so for each.
public enum EmbeddedCorpus {
  /// The TOML of `catalogue.toml`.
  public static let catalogue: [UInt8] = PackageResources.catalogue_toml

  /// The bytes of a text by the name of its file, exactly as they came; `nil` for no such file.
  public static func bytes(ofFile name: String) -> [UInt8]? { files[name] }

  private static let files: [String: [UInt8]] = [
    "expressen-pisa.txt": PackageResources.expressen_pisa_txt,
    "ledelse-januar.txt": PackageResources.ledelse_januar_txt,
    "pensam-pension-90.txt": PackageResources.pensam_pension_90_txt,
    "region-stockholm-fou.txt": PackageResources.region_stockholm_fou_txt,
  ]
}
