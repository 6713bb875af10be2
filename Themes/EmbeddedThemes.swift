/// The themes that travel inside the program, as the text of their files.
public enum EmbeddedThemes {
  /// Name and TOML of each theme, in the order in which a reader steps through them.
  public static let all: [(name: String, bytes: [UInt8])] = [
    ("night", PackageResources.night_toml),
    ("paper", PackageResources.paper_toml),
    ("contrast", PackageResources.contrast_toml),
    ("mono", PackageResources.mono_toml),
  ]
}
