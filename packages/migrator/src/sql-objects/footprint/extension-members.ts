/**
 * The names of the members of PostgreSQL's own extensions (18), without names that PostgreSQL itself has: `t` types,
 * `f` functions, `c` operator classes, `r` relations. `*`: it also has members that no statement names (operators
 * between built-in types, default operator classes, languages, dictionaries), so its use may be invisible. A test
 * compares this with a server.
 */
export const EXTENSION_MEMBERS: Readonly<Record<string, string>> = {
  amcheck: 'fbt_index_check fbt_index_parent_check fgin_index_check fverify_heapam',
  autoinc: 'fautoinc',
  bloom: '*',
  btree_gin: '* fgin_enum_cmp fgin_numeric_cmp',
  btree_gist:
    '* cgist_bit_ops cgist_bool_ops cgist_bpchar_ops cgist_bytea_ops cgist_cash_ops cgist_cidr_ops ' +
    'cgist_date_ops cgist_enum_ops cgist_float4_ops cgist_float8_ops cgist_inet_ops cgist_int2_ops ' +
    'cgist_int4_ops cgist_int8_ops cgist_interval_ops cgist_macaddr8_ops cgist_macaddr_ops ' +
    'cgist_numeric_ops cgist_oid_ops cgist_text_ops cgist_time_ops cgist_timestamp_ops ' +
    'cgist_timestamptz_ops cgist_timetz_ops cgist_uuid_ops cgist_vbit_ops fcash_dist fdate_dist ' +
    'ffloat4_dist ffloat8_dist fgist_translate_cmptype_btree fint2_dist fint4_dist fint8_dist ' +
    'finterval_dist foid_dist ftime_dist fts_dist ftstz_dist tgbtreekey16 tgbtreekey2 tgbtreekey32 ' +
    'tgbtreekey4 tgbtreekey8 tgbtreekey_var',
  citext:
    'ccitext_ops ccitext_pattern_ops fcitext fcitext_cmp fcitext_eq fcitext_ge fcitext_gt fcitext_hash ' +
    'fcitext_hash_extended fcitext_larger fcitext_le fcitext_lt fcitext_ne fcitext_pattern_cmp ' +
    'fcitext_pattern_ge fcitext_pattern_gt fcitext_pattern_le fcitext_pattern_lt fcitext_smaller ' +
    'fcitextsend tcitext',
  cube:
    'ccube_ops cgist_cube_ops fcube fcube_cmp fcube_contained fcube_contains fcube_coord fcube_coord_llur ' +
    'fcube_dim fcube_distance fcube_enlarge fcube_eq fcube_ge fcube_gt fcube_inter fcube_is_point ' +
    'fcube_le fcube_ll_coord fcube_lt fcube_ne fcube_overlap fcube_send fcube_size fcube_subset ' +
    'fcube_union fcube_ur_coord fdistance_chebyshev fdistance_taxicab tcube',
  dblink:
    '* fdblink fdblink_build_sql_delete fdblink_build_sql_insert fdblink_build_sql_update ' +
    'fdblink_cancel_query fdblink_close fdblink_connect fdblink_connect_u fdblink_current_query ' +
    'fdblink_disconnect fdblink_error_message fdblink_exec fdblink_fdw_validator fdblink_fetch ' +
    'fdblink_get_connections fdblink_get_notify fdblink_get_pkey fdblink_get_result fdblink_is_busy ' +
    'fdblink_open fdblink_send_query tdblink_pkey_results',
  dict_int: '*',
  dict_xsyn: '*',
  earthdistance:
    '* fearth fearth_box fearth_distance fgc_to_sec fgeo_distance flatitude fll_to_earth flongitude ' +
    'fsec_to_gc tearth',
  file_fdw: '* ffile_fdw_handler ffile_fdw_validator',
  fuzzystrmatch:
    'fdaitch_mokotoff fdifference fdmetaphone fdmetaphone_alt flevenshtein flevenshtein_less_equal ' +
    'fmetaphone fsoundex ftext_soundex',
  hstore:
    'cbtree_hstore_ops cgin_hstore_ops cgist_hstore_ops chash_hstore_ops fakeys favals fdefined fdelete ' +
    'feach fexist fexists_all fexists_any ffetchval fhs_concat fhs_contained fhs_contains fhstore ' +
    'fhstore_cmp fhstore_eq fhstore_ge fhstore_gt fhstore_hash fhstore_hash_extended fhstore_le ' +
    'fhstore_lt fhstore_ne fhstore_send fhstore_to_array fhstore_to_json fhstore_to_json_loose ' +
    'fhstore_to_jsonb fhstore_to_jsonb_loose fhstore_to_matrix fhstore_version_diag fisdefined fisexists ' +
    'fpopulate_record fskeys fslice fslice_array fsvals ftconvert tghstore thstore',
  insert_username: 'finsert_username',
  intagg: 'fint_array_aggregate fint_array_enum',
  intarray:
    '* cgin__int_ops cgist__int_ops cgist__intbig_ops f_int_contained f_int_contains f_int_different ' +
    'f_int_inter f_int_overlap f_int_same f_int_union fboolop ficount fidx fintarray_del_elem ' +
    'fintarray_push_array fintarray_push_elem fintset fintset_subtract fintset_union_elem frboolop fsort ' +
    'fsort_asc fsort_desc fsubarray funiq tintbig_gkey tquery_int',
  isn:
    'cean13_ops cisbn13_ops cisbn_ops cismn13_ops cismn_ops cissn13_ops cissn_ops cupc_ops fbtean13cmp ' +
    'fbtisbn13cmp fbtisbncmp fbtismn13cmp fbtismncmp fbtissn13cmp fbtissncmp fbtupccmp fhashean13 ' +
    'fhashisbn fhashisbn13 fhashismn fhashismn13 fhashissn fhashissn13 fhashupc fis_valid fisbn fisbn13 ' +
    'fismn fismn13 fisn_weak fisneq fisnge fisngt fisnle fisnlt fisnne fissn fissn13 fmake_valid fupc ' +
    'tean13 tisbn tisbn13 tismn tismn13 tissn tissn13 tupc',
  lo: 'flo_manage flo_oid tlo',
  ltree:
    'cgist__ltree_ops cgist_ltree_ops chash_ltree_ops cltree_ops f_lt_q_regex f_lt_q_rregex ' +
    'f_ltq_extract_regex f_ltq_regex f_ltq_rregex f_ltree_extract_isparent f_ltree_extract_risparent ' +
    'f_ltree_isparent f_ltree_r_isparent f_ltree_r_risparent f_ltree_risparent f_ltxtq_exec ' +
    'f_ltxtq_extract_exec f_ltxtq_rexec fhash_ltree fhash_ltree_extended findex flca flquery_send ' +
    'flt_q_regex flt_q_rregex fltq_regex fltq_rregex fltree2text fltree_addltree fltree_addtext ' +
    'fltree_cmp fltree_eq fltree_ge fltree_gt fltree_isparent fltree_le fltree_lt fltree_ne ' +
    'fltree_risparent fltree_send fltree_textadd fltxtq_exec fltxtq_rexec fltxtq_send fnlevel fsubltree ' +
    'fsubpath ftext2ltree tlquery tltree tltree_gist tltxtquery',
  moddatetime: 'fmoddatetime',
  pageinspect:
    'fbrin_metapage_info fbrin_page_items fbrin_page_type fbrin_revmap_data fbt_metap ' +
    'fbt_multi_page_stats fbt_page_items fbt_page_stats ffsm_page_contents fget_raw_page ' +
    'fgin_leafpage_items fgin_metapage_info fgin_page_opaque_info fgist_page_items fgist_page_items_bytea ' +
    'fgist_page_opaque_info fhash_bitmap_info fhash_metapage_info fhash_page_items fhash_page_stats ' +
    'fhash_page_type fheap_page_item_attrs fheap_page_items fheap_tuple_infomask_flags fpage_checksum ' +
    'fpage_header ftuple_data_split',
  pg_buffercache:
    'fpg_buffercache_evict fpg_buffercache_evict_all fpg_buffercache_evict_relation ' +
    'fpg_buffercache_numa_pages fpg_buffercache_pages fpg_buffercache_summary ' +
    'fpg_buffercache_usage_counts rpg_buffercache rpg_buffercache_numa tpg_buffercache ' +
    'tpg_buffercache_numa',
  pg_freespacemap: 'fpg_freespace',
  pg_logicalinspect: 'fpg_get_logical_snapshot_info fpg_get_logical_snapshot_meta',
  pg_prewarm: 'fautoprewarm_dump_now fautoprewarm_start_worker fpg_prewarm',
  pg_stat_statements:
    'fpg_stat_statements fpg_stat_statements_info fpg_stat_statements_reset rpg_stat_statements ' +
    'rpg_stat_statements_info tpg_stat_statements tpg_stat_statements_info',
  pg_surgery: 'fheap_force_freeze fheap_force_kill',
  pg_trgm:
    '* cgin_trgm_ops cgist_trgm_ops fset_limit fshow_limit fshow_trgm fsimilarity fsimilarity_dist ' +
    'fsimilarity_op fstrict_word_similarity fstrict_word_similarity_commutator_op ' +
    'fstrict_word_similarity_dist_commutator_op fstrict_word_similarity_dist_op ' +
    'fstrict_word_similarity_op fword_similarity fword_similarity_commutator_op ' +
    'fword_similarity_dist_commutator_op fword_similarity_dist_op fword_similarity_op tgtrgm',
  pg_visibility:
    'fpg_check_frozen fpg_check_visible fpg_truncate_visibility_map fpg_visibility fpg_visibility_map ' +
    'fpg_visibility_map_summary',
  pg_walinspect: 'fpg_get_wal_block_info fpg_get_wal_record_info fpg_get_wal_records_info fpg_get_wal_stats',
  pgcrypto:
    'farmor fcrypt fdearmor fdecrypt fdecrypt_iv fdigest fencrypt fencrypt_iv ffips_mode ' +
    'fgen_random_bytes fgen_salt fhmac fpgp_armor_headers fpgp_key_id fpgp_pub_decrypt ' +
    'fpgp_pub_decrypt_bytea fpgp_pub_encrypt fpgp_pub_encrypt_bytea fpgp_sym_decrypt ' +
    'fpgp_sym_decrypt_bytea fpgp_sym_encrypt fpgp_sym_encrypt_bytea',
  pgrowlocks: 'fpgrowlocks',
  pgstattuple: 'fpg_relpages fpgstatginindex fpgstathashindex fpgstatindex fpgstattuple fpgstattuple_approx',
  pltcl: '*',
  pltclu: '*',
  postgres_fdw:
    '* fpostgres_fdw_disconnect fpostgres_fdw_disconnect_all fpostgres_fdw_get_connections ' +
    'fpostgres_fdw_handler fpostgres_fdw_validator',
  refint: 'fcheck_foreign_key fcheck_primary_key',
  seg:
    'cgist_seg_ops cseg_ops fseg_center fseg_cmp fseg_contained fseg_contains fseg_different fseg_ge ' +
    'fseg_gt fseg_inter fseg_le fseg_left fseg_lower fseg_lt fseg_over_left fseg_over_right fseg_overlap ' +
    'fseg_right fseg_same fseg_size fseg_union fseg_upper tseg',
  sslinfo:
    'fssl_cipher fssl_client_cert_present fssl_client_dn fssl_client_dn_field fssl_client_serial ' +
    'fssl_extension_info fssl_is_used fssl_issuer_dn fssl_issuer_field fssl_version',
  tablefunc:
    'fconnectby fcrosstab fcrosstab2 fcrosstab3 fcrosstab4 fnormal_rand ttablefunc_crosstab_2 ' +
    'ttablefunc_crosstab_3 ttablefunc_crosstab_4',
  tcn: 'ftriggered_change_notification',
  tsm_system_rows: '*',
  tsm_system_time: '*',
  unaccent: '* funaccent',
  'uuid-ossp':
    'fuuid_generate_v1 fuuid_generate_v1mc fuuid_generate_v3 fuuid_generate_v4 fuuid_generate_v5 ' +
    'fuuid_nil fuuid_ns_dns fuuid_ns_oid fuuid_ns_url fuuid_ns_x500',
  xml2:
    'fxml_encode_special_chars fxml_valid fxpath_bool fxpath_list fxpath_nodeset fxpath_number ' +
    'fxpath_string fxpath_table fxslt_process',
};
